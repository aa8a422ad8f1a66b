package io.grantway.services.deploy;

import io.grantway.service.Service;

/// Shows services what they may compile and link against: Java itself, the service API, and the
/// logging facade. The server's own libraries stay out of sight, so that a service may bring
/// others.
final class ApiLoader extends ClassLoader {
    private static final String API = Service.class.getPackageName() + ".";
    private static final String LOGGING = "org.slf4j.";

    static {
        registerAsParallelCapable();
    }

    ApiLoader() {
        super("service-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(API) || name.startsWith(LOGGING)) {
            return Service.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
