package io.grantway.authserver.login;

import io.grantway.authserver.IdentityProviderConfig;
import io.grantway.authserver.LinkedIdentity;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.Terms;
import io.grantway.authserver.identity.IdentityProvider;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accounts at OpenID providers that a user can log in by, as the user sees and removes them.
final class AccountLinks {
    private static final Logger LOG = LoggerFactory.getLogger(AccountLinks.class);

    private final LoginMeans means;
    private final PasskeyStep passkeys;

    AccountLinks(Terms terms, LoginMeans means, SecondFactor policy) {
        this.means = means;
        this.passkeys = new PasskeyStep(terms, means.passkeys(), policy == SecondFactor.OFF);
    }

    /// The oldest first.
    List<Page.LinkedAccount> of(Account account) {
        List<LinkedIdentity> all = linked(account);
        return all.stream()
                .map(each ->
                        new Page.LinkedAccount(
                                each.id().toString(),
                                label(each),
                                each.shown(),
                                AccountPages.time(each.since()),
                                mayGo(account, each, all)))
                .toList();
    }

    /// @param id that the user has chosen; one that is gone already is as good as removed
    /// @return false, with nothing changed, where the user could not log in any more
    boolean remove(Account account, String id, String requestId) {
        List<LinkedIdentity> all = linked(account);
        Optional<LinkedIdentity> chosen =
                all.stream().filter(each -> each.id().toString().equals(id)).findFirst();
        if (chosen.isEmpty()) {
            return true;
        }
        LinkedIdentity identity = chosen.get();
        if (!mayGo(account, identity, all)) {
            return false;
        }
        if (means.federation().users().unlink(account, identity.issuer(), identity.subject())) {
            LOG.info(
                    "identity unlinked: workspace={} user={} issuer={} request={}",
                    account.workspace(),
                    account.username(),
                    identity.issuer(),
                    requestId);
        }
        return true;
    }

    private List<LinkedIdentity> linked(Account account) {
        return means.federation().users().of(account);
    }

    /// Whether the user has another way in. An account at a provider that this server no longer
    /// takes is none.
    private boolean mayGo(Account account, LinkedIdentity identity, List<LinkedIdentity> all) {
        return means.users().hasPassword(account)
                || passkeys.known(account)
                || all.stream()
                        .filter(each -> !each.equals(identity))
                        .anyMatch(each -> provider(each).isPresent());
    }

    private String label(LinkedIdentity identity) {
        return provider(identity)
                .map(IdentityProviderConfig::shownName)
                .orElseGet(() -> host(identity.issuer()));
    }

    private Optional<IdentityProviderConfig> provider(LinkedIdentity identity) {
        return means.federation().providers().stream()
                .map(IdentityProvider::config)
                .filter(each -> each.issuer().toString().equals(identity.issuer()))
                .findFirst();
    }

    private static String host(String issuer) {
        return Optional.ofNullable(URI.create(issuer).getHost()).orElse(issuer);
    }
}
