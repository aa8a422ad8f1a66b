package io.grantway.boot.calls;

import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.UpstreamCredential;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Body;
import io.grantway.http.ForwardFailure;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import io.grantway.http.Problem;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accounts as the upstream of a route: each call goes out with that of whoever calls.
record AccountUpstream(
        AccountCalls calls,
        String workspace,
        Optional<String> app,
        String provider,
        UserTemplate user)
        implements UpstreamCredential {
    private static final int LONGEST_USER = 256;

    @Override
    public Use use() {
        return new OneCall();
    }

    /// Finds out who calls, and leaves the rest to that user's account.
    private final class OneCall implements Use {
        private @Nullable Use own;

        @Override
        public Decision put(Call call) {
            Optional<String> who = user.of(call);
            if (who.isEmpty() || who.get().length() > LONGEST_USER) {
                return refusal(
                        call,
                        call.consumer().isEmpty() && !call.isTokenBorne()
                                ? Problem.of(
                                        401,
                                        "account_user_missing",
                                        "this API acts for a user: send an access token of one")
                                : Problem.of(
                                        403,
                                        "account_user_missing",
                                        "this API acts for a user, and the credential of the call"
                                                + " names none"));
            }
            Optional<Use> found =
                    calls.app(workspace, app, provider)
                            .flatMap(it -> calls.use(it.account(who.get(), provider)));
            if (found.isEmpty()) {
                return refusal(call, CallProblems.noProvider(provider));
            }
            own = found.get();
            return found.get().put(call);
        }

        private Use own() {
            return Objects.requireNonNull(own);
        }

        @Override
        public @Nullable Upstream destination() {
            return own().destination();
        }

        @Override
        public int most() {
            return own().most();
        }

        @Override
        public boolean mayHelp(int status, Headers headers) {
            return own().mayHelp(status, headers);
        }

        @Override
        public int looksAt(int status, Headers headers) {
            return own().looksAt(status, headers);
        }

        @Override
        public boolean mayHelp(int status, Headers headers, Body whole) {
            return own().mayHelp(status, headers, whole);
        }

        @Override
        public Decision putAnother(Call call) {
            return own().putAnother(call);
        }

        @Override
        public @Nullable Decision again(Call call, ForwardFailure failure) {
            return own().again(call, failure);
        }

        @Override
        public void answered(Call call, int status, Headers headers, HeaderEdits edits) {
            own().answered(call, status, headers, edits);
        }
    }

    private static Decision refusal(Call call, Problem problem) {
        call.record().refused(problem.reason(), problem.detail());
        return new Decision.Answer(problem.toResponse(call.head().id()));
    }
}
