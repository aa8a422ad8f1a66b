package io.grantway.admin;

import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// What a request demands of the state of the object that it is about to change (RFC 9110 §13).
public final class Preconditions {
    private static final String ANY = "*";

    private Preconditions() {}

    /// The entity tag of a representation: a quoted hash of it.
    public static String etag(String representation) {
        byte[] hash = TokenHash.of(representation).bytes();
        return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
    }

    /// The answer with its entity tag.
    public static Response tagged(Response response) {
        return response.with("ETag", etag(response.body().text()));
    }

    /// Lets a change go on that has no `If-Match`, or one that names the entity tag there is.
    ///
    /// @param etag of what there is; empty where there is nothing
    /// @throws Problem 412 where somebody else has changed the object since it was read
    public static void require(Request request, Optional<String> etag) {
        request.header("If-Match")
                .ifPresent(demanded -> {
                    boolean met =
                            etag.isPresent()
                                    && Arrays.stream(demanded.split(",", -1))
                                            .map(String::strip)
                                            .anyMatch(each ->
                                                    each.equals(ANY) || each.equals(etag.get()));
                    if (!met) {
                        throw Problem.of(
                                412,
                                "precondition_failed",
                                "somebody has changed this since it was read: read it again, and"
                                        + " send its new ETag as If-Match");
                    }
                });
    }

    public static void require(Request request, String etag) {
        require(request, Optional.of(etag));
    }
}
