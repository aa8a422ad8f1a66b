package io.grantway.acceptance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;

/// An EHR: the server library of HAPI FHIR (R4) with practitioners and patients in memory, at
/// `/fhir`. It pages, searches by GET and POST, creates conditionally, updates by version, exports,
/// and takes bearer tokens only. `/asked` tells what it was asked, a line each: method, target, the
/// token's end.
///
/// In a process of its own: `FhirServer --port=9400 --data=DIR` and either `--tokens=one,two`, or
/// `--introspection=URL --client=ID --secret=SECRET` (RFC 7662) with `--scope=…` where one is
/// required; `--tokenEndpoint=URL` for SMART's metadata.
final class FhirServer implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final BearerCheck check;

    /// @param port 0 for one that is free
    FhirServer(int port, Path data, BearerCheck check, URI tokenEndpoint) {
        this.check = check;
        tomcat.setBaseDir(directory(data).toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", data.toAbsolutePath().toString());
        add(context, "smart", "/fhir/.well-known/smart-configuration", new Smart(tokenEndpoint));
        add(context, "asked", "/asked", new Told(check));
        add(context, "fhir", "/fhir/*", fhir(check));
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(Context context, String name, String path, HttpServlet servlet) {
        Tomcat.addServlet(context, name, servlet);
        context.addServletMappingDecoded(path, name);
    }

    private static Path directory(Path data) {
        try {
            return Files.createDirectories(data).toAbsolutePath();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RestfulServer fhir(BearerCheck check) {
        FhirRecords<Practitioner> practitioners = new FhirRecords<>(Practitioner.class);
        FhirRecords<Patient> patients = new FhirRecords<>(Patient.class);
        practitioners.fill(25);
        patients.fill(3);
        RestfulServer server = new RestfulServer(FhirContext.forR4());
        server.setServerName("HAPI FHIR Server");
        server.setPagingProvider(new FifoMemoryPagingProvider(100));
        server.setDefaultPageSize(10);
        server.setMaximumPageSize(10);
        server.setResourceProviders(practitioners, patients);
        server.registerProvider(new FhirBulk(List.of(practitioners, patients)));
        server.registerInterceptor(check);
        return server;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/fhir");
    }

    /// What it was asked, a line each: method, target, the token's end.
    List<String> asked() {
        return check.asked();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `.well-known/smart-configuration` (SMART App Launch 2.2, "conformance").
    private static final class Smart extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient URI tokenEndpoint;

        Smart(URI tokenEndpoint) {
            this.tokenEndpoint = tokenEndpoint;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType("application/json");
            response.getWriter()
                    .write(
                            """
                            {"token_endpoint": "%s",
                             "grant_types_supported": ["client_credentials"],
                             "token_endpoint_auth_methods_supported": ["private_key_jwt"],
                             "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
                             "scopes_supported": ["system/*.rs"],
                             "capabilities": ["client-confidential-asymmetric", "permission-v2"]}
                            """
                                    .formatted(tokenEndpoint));
        }
    }

    /// What it was asked.
    private static final class Told extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient BearerCheck check;

        Told(BearerCheck check) {
            this.check = check;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType("text/plain");
            response.getWriter().write(String.join("\n", check.asked()));
        }
    }

    public static void main(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            options.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        String introspection = options.get("introspection");
        BearerCheck check =
                introspection == null
                        ? BearerCheck.listed(
                                new ArrayList<>(
                                        List.of(options.getOrDefault("tokens", "").split(",", -1))))
                        : BearerCheck.introspected(
                                URI.create(introspection),
                                options.getOrDefault("client", ""),
                                options.getOrDefault("secret", ""),
                                options.getOrDefault("scope", ""));
        var server =
                new FhirServer(
                        Integer.parseInt(options.getOrDefault("port", "9400")),
                        Path.of(options.getOrDefault("data", "target/fhir")),
                        check,
                        URI.create(options.getOrDefault("tokenEndpoint", "http://127.0.0.1/none")));
        System.out.println("FHIR at " + server.uri());
    }
}
