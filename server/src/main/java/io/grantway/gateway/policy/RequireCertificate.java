package io.grantway.gateway.policy;

import io.grantway.catalog.Application;
import io.grantway.catalog.Catalog;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.ClientCertificate;
import io.grantway.http.Peer;
import io.grantway.http.Problem;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/// The `requireCertificate` policy: lets calls pass whose connection shows a certificate that is an
/// application's or is named, and finds out whose it is.
public final class RequireCertificate implements Policy {
    private final String workspace;
    private final Set<String> hashes;
    private final Set<X500Principal> subjects;
    private final Supplier<Catalog> catalog;

    private RequireCertificate(
            String workspace,
            Set<String> hashes,
            Set<X500Principal> subjects,
            Supplier<Catalog> catalog) {
        this.workspace = workspace;
        this.hashes = Set.copyOf(hashes);
        this.subjects = Set.copyOf(subjects);
        this.catalog = catalog;
    }

    public static RequireCertificate of(
            RequireCertificateSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequireCertificate(
                site.workspace(),
                Set.copyOf(settings.hashes()),
                settings.subjects().stream().map(X500Principal::new).collect(Collectors.toSet()),
                parts.catalog());
    }

    @Override
    public Decision decide(Call call) {
        Peer peer = call.head().peer();
        Optional<ClientCertificate> shown = ClientCertificate.of(peer);
        if (shown.isEmpty()) {
            return refuse(
                    call,
                    401,
                    "certificate_missing",
                    "this API needs a connection with a client certificate",
                    peer.trusted()
                            ? "the connection is a trusted proxy's, which shows its own certificate"
                            : "the connection shows no certificate");
        }
        X509Certificate certificate = shown.get().certificate();
        String hash = HexFormat.of().formatHex(shown.get().sha256());
        Optional<Application> application = application(certificate, hash, peer.certified());
        boolean named =
                hashes.contains(hash)
                        || (peer.certified()
                                && subjects.contains(certificate.getSubjectX500Principal()));
        boolean anyApplication = hashes.isEmpty() && subjects.isEmpty() && application.isPresent();
        if (!named && !anyApplication) {
            return refuse(
                    call,
                    403,
                    "certificate_unknown",
                    "this certificate may not call here",
                    "the certificate "
                            + hash.substring(0, 16)
                            + "… of "
                            + certificate.getSubjectX500Principal().getName()
                            + (peer.certified() ? "" : ", which nobody trusted has signed,")
                            + " is not named, and no application's");
        }
        application.ifPresent(it -> identify(call, it, hash));
        return Decision.PROCEED;
    }

    /// A name counts only where an authority vouches for it.
    private Optional<Application> application(
            X509Certificate certificate, String hash, boolean certified) {
        Catalog now = catalog.get();
        return now.applicationByCertificate(workspace, hash)
                .or(() ->
                        certified
                                ? now.applicationByCertificate(
                                        workspace, certificate.getSubjectX500Principal())
                                : Optional.empty());
    }

    private static void identify(Call call, Application application, String hash) {
        call.authenticated(application.consumer(), application.id());
        call.calledBy(application);
        call.record().identified(application.consumer().username(), application.name());
        Identity.of(call, application.consumer(), hash);
    }

    private static Decision refuse(
            Call call, int status, String reason, String detail, String why) {
        call.record().refused(reason, why);
        return new Decision.Answer(Problem.of(status, reason, detail).toResponse(call.head().id()));
    }
}
