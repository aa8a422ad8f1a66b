package io.grantway.services.deploy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The class loader of one version: its classes and resources in memory, so that the file may be
/// replaced at any time.
final class UnitLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Content content;

    /// @param parent knows the service API and the libraries
    UnitLoader(String name, Content content, ClassLoader parent) {
        super(name, parent);
        this.content = content;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte @Nullable [] bytes = content.classes().get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte @Nullable [] bytes = resource(name);
        return bytes == null ? null : url(name, bytes);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        @Nullable URL url = findResource(name);
        return Collections.enumeration(url == null ? List.of() : List.of(url));
    }

    private byte @Nullable [] resource(String name) {
        Map<String, byte[]> resources = content.resources();
        return name.endsWith(".class")
                ? content.classes()
                        .get(name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                : resources.get(name);
    }

    private static URL url(String name, byte[] bytes) {
        try {
            return URL.of(
                    URI.create("unit:/").resolve(new URI(null, null, "/" + name, null)),
                    new InMemory(bytes));
        } catch (MalformedURLException | java.net.URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    private static final class InMemory extends URLStreamHandler {
        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
