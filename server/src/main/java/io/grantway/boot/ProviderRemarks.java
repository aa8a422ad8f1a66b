package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Note;
import io.grantway.vault.Access;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.provider.OAuth2AccessConfig;
import io.grantway.vault.provider.PkceSupport;
import io.grantway.vault.provider.ProviderAssembly;
import io.grantway.vault.provider.ProviderFacts;
import io.grantway.vault.provider.ProviderTemplates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/// What the operator of providers should know, although it is no mistake: what is missing, what
/// ends, what nobody has looked up.
record ProviderRemarks(
        WorkspaceConfig workspace, Loaded<Configuration> loaded, SequencedSet<Note> notes) {
    /// Of a whole configuration.
    static SequencedSet<Note> of(Loaded<Configuration> loaded) {
        SequencedSet<Note> notes = new LinkedHashSet<>();
        for (WorkspaceConfig workspace : loaded.value().allWorkspaces()) {
            new ProviderRemarks(workspace, loaded, notes).run();
        }
        return notes;
    }

    private void run() {
        ProviderTemplates templates = ProviderTemplates.with(loaded.value().providersDirectory());
        boolean browser = false;
        for (ProviderConfig entry : workspace.providers()) {
            ProviderConfig whole = templates.whole(entry);
            Provider provider = ProviderAssembly.of(workspace.name(), whole);
            browser |= needsBrowser(provider);
            provider.incomplete().ifPresent(text -> note(entry, "refuses for now: " + text));
            OAuth2AccessConfig oauth2 = whole.oauth2();
            if (oauth2 != null) {
                look(entry, provider, oauth2);
            }
            if (whole.facts() != null) {
                look(entry, whole.facts());
            }
        }
        VaultConfig vault = workspace.vault();
        if (browser && (vault == null || vault.redirectUri() == null)) {
            note(
                    workspace.providers().getFirst(),
                    "needs vault.redirectUri, where users come back from it to: /connect/callback"
                            + " of this server's public address");
        }
    }

    private static boolean needsBrowser(Provider provider) {
        return switch (provider.access()) {
            case Access.OAuth2 oauth2 ->
                    oauth2.flows().contains(Access.OAuth2.Flow.AUTHORIZATION_CODE);
            case Access.OAuth1 _ -> true;
            case Access.ApiKey _, Access.Basic _ -> false;
        };
    }

    private void look(ProviderConfig entry, Provider provider, OAuth2AccessConfig oauth2) {
        boolean scoped = oauth2.scopesReturned() != OAuth2AccessConfig.ScopesReturned.NONE;
        if (scoped
                && provider.access() instanceof Access.OAuth2 access
                && access.scopes().isEmpty()) {
            note(entry, "asks for no scopes, so that users allow what the provider likes");
        }
        if (oauth2.pkce() == PkceSupport.UNKNOWN) {
            note(
                    entry,
                    "sends no PKCE, for nobody has told whether it is known there: try"
                            + " oauth2.pkce: S256");
        } else if (oauth2.pkce() != null && !oauth2.pkce().sent()) {
            note(entry, "sends no PKCE (RFC 7636), which is not known there");
        }
    }

    private void look(ProviderConfig entry, ProviderFacts facts) {
        String more = facts.statusNote() == null ? "" : ": " + facts.statusNote();
        if (facts.status() == ProviderFacts.Status.SUNSET) {
            note(entry, "its provider ends this API" + more);
        } else if (facts.status() == ProviderFacts.Status.LEGACY) {
            note(entry, "is an old way to this provider" + more);
        } else if (!more.isEmpty()) {
            note(entry, "know" + more);
        }
        // Whoever has looked says so in the entry, and is not told again.
        boolean looked =
                entry.facts() != null
                        && entry.facts().confidence() == ProviderFacts.Confidence.HIGH;
        List<String> open = facts.uncertain();
        if (!looked && (!open.isEmpty() || facts.confidence() == ProviderFacts.Confidence.LOW)) {
            String what = open.isEmpty() ? "what is known of it" : String.join(", ", open);
            note(
                    entry,
                    "is not certain (confidence "
                            + String.valueOf(facts.confidence()).toLowerCase(Locale.ROOT)
                            + "): "
                            + what
                            + "; once it has been tried, say facts: {confidence: high}");
        }
    }

    private void note(ProviderConfig entry, String text) {
        notes.add(new Note(loaded.at(entry, "name"), "the provider " + entry.name() + " " + text));
    }
}
