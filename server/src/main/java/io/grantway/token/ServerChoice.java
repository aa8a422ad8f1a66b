package io.grantway.token;

import io.grantway.jose.UnverifiedJwt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out which server a token belongs to: by its issuer, else the id of its key, else by what
/// it looks like, always the same way.
final class ServerChoice {
    private final List<TokenServer> servers;
    private final Map<String, TokenServer> byIssuer = new HashMap<>();
    private final List<TokenServer> withoutIssuer = new ArrayList<>();

    ServerChoice(List<TokenServer> servers) {
        this.servers = servers;
        for (TokenServer server : servers) {
            server.issuer()
                    .ifPresentOrElse(
                            issuer -> byIssuer.putIfAbsent(issuer, server),
                            () -> withoutIssuer.add(server));
        }
    }

    /// What came of choosing.
    sealed interface Choice {}

    /// @param servers to ask one after the other until one knows the token; at least one
    /// @param because how it was found out
    record Chosen(List<TokenServer> servers, String because) implements Choice {
        Chosen(TokenServer server, String because) {
            this(List.of(server), because);
        }
    }

    /// It is no server's.
    record Nobody(Validation.Invalid refusal) implements Choice {}

    Choice of(CandidateToken token) {
        Optional<UnverifiedJwt> jwt = token.jwt();
        if (jwt.isEmpty()) {
            return byLooks(token)
                    .orElseGet(() ->
                            token.wouldBeJwt()
                                    .<Choice>map(
                                            why -> nobody("token_malformed", why.explanation()))
                                    .orElseGet(this::ofNobodyKnown));
        }
        Optional<String> issuer = token.issuer();
        if (issuer.isPresent()) {
            TokenServer server = byIssuer.get(issuer.get());
            if (server != null) {
                return new Chosen(server, "its issuer (iss) is " + issuer.get());
            }
        }
        return byKey(jwt.get(), issuer)
                .or(() -> byLooks(token))
                .orElseGet(() -> ofTheOnlyOne(issuer));
    }

    /// A server of a known issuer is out of question for a token that names another.
    private List<TokenServer> possible(Optional<String> issuer) {
        return issuer.isPresent() ? withoutIssuer : servers;
    }

    private Optional<Choice> byKey(UnverifiedJwt jwt, Optional<String> issuer) {
        if (jwt.keyId().isEmpty()) {
            return Optional.empty();
        }
        String keyId = jwt.keyId().get();
        List<TokenServer> having =
                possible(issuer).stream().filter(server -> server.hasKey(keyId)).toList();
        return switch (having.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Chosen(having.getFirst(), "its key (kid) is " + keyId));
            default -> Optional.of(ambiguous("its key (kid) " + keyId, having));
        };
    }

    /// The longest prefix counts; then a pattern.
    private Optional<Choice> byLooks(CandidateToken token) {
        List<TokenServer> alike = new ArrayList<>();
        int longest = 0;
        for (TokenServer server : servers) {
            if (server.shape().matches(token.text())
                    && !(token.issuer().isPresent() && server.issuer().isPresent())) {
                int length = server.shape().prefix().length();
                if (length > longest) {
                    alike.clear();
                    longest = length;
                }
                if (length == longest) {
                    alike.add(server);
                }
            }
        }
        return switch (alike.size()) {
            case 0 -> Optional.empty();
            case 1 ->
                    Optional.of(
                            new Chosen(
                                    alike.getFirst(),
                                    longest > 0
                                            ? "it begins with " + alike.getFirst().shape().prefix()
                                            : "it matches the server's pattern"));
            default -> Optional.of(ambiguous("its looks", alike));
        };
    }

    private Choice ofTheOnlyOne(Optional<String> issuer) {
        List<TokenServer> left =
                possible(issuer).stream().filter(server -> server.shape().isAny()).toList();
        return switch (left.size()) {
            case 0 ->
                    issuer.map(this::unknown)
                            .orElseGet(() ->
                                    nobody(
                                            "token_server_unknown",
                                            "it has no issuer (iss), and no key (kid), prefix or"
                                                    + " pattern of a server here"));
            case 1 -> new Chosen(left.getFirst(), "no other server here could have issued it");
            default -> ambiguous("what it says of itself (no iss, no known kid)", left);
        };
    }

    private Nobody unknown(String issuer) {
        return nobody(
                "token_issuer_unknown",
                "its issuer (iss) is "
                        + issuer
                        + ", and the servers here are "
                        + byIssuer.keySet().stream().sorted().toList());
    }

    /// Of an opaque token that looks like nobody's: our own servers know theirs by heart, and one
    /// other may be asked.
    private Choice ofNobodyKnown() {
        List<TokenServer> asked =
                servers.stream()
                        .filter(server -> server.takesOpaque() && server.shape().isAny())
                        .toList();
        List<TokenServer> others =
                asked.stream().filter(it -> it instanceof ExternalServer).toList();
        if (others.size() > 1) {
            return ambiguous("no prefix and no pattern", others);
        }
        if (asked.isEmpty()) {
            return nobody(
                    "token_server_unknown",
                    "it is no signed JWT, and no server here introspects tokens that begin like"
                            + " it");
        }
        List<TokenServer> inOrder =
                new ArrayList<>(asked.stream().filter(it -> !others.contains(it)).toList());
        inOrder.addAll(others);
        return new Chosen(inOrder, "it is opaque and looks like no other server's");
    }

    private static Choice ambiguous(String what, List<TokenServer> servers) {
        return nobody(
                "token_server_ambiguous",
                what
                        + " fits several servers: "
                        + servers.stream().map(TokenServer::name).toList());
    }

    private static Nobody nobody(String reason, String explanation) {
        return new Nobody(new Validation.Invalid(reason, explanation));
    }
}
