package io.grantway.boot;

import io.grantway.authserver.ApiAudience;
import io.grantway.boot.registry.Union;
import io.grantway.catalog.PolicySettings;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.OperationConfig;
import io.grantway.gateway.RouteConfig;
import io.grantway.gateway.policy.RequireTokenSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which of our own APIs the tokens of a server are for, by their scopes: what `requireToken` and
/// the operations of the APIs say.
final class ApiAudiences {
    private ApiAudiences() {}

    static List<ApiAudience> of(Union union, WorkspaceConfig workspace, String server) {
        List<ApiAudience> all = new ArrayList<>();
        union.apis().stream()
                .filter(each -> each.workspace().equals(workspace.name()))
                .forEach(each ->
                        policies(workspace, each.config())
                                .filter(RequireTokenSettings.class::isInstance)
                                .map(RequireTokenSettings.class::cast)
                                .filter(it -> it.from().isEmpty() || it.from().contains(server))
                                .filter(it -> !it.audience().isEmpty())
                                .forEach(it -> all.add(of(it, each.config()))));
        return all;
    }

    private static Stream<PolicySettings> policies(WorkspaceConfig workspace, ApiConfig api) {
        return Stream.of(
                        api.policies().stream(),
                        api.routes().stream().map(RouteConfig::policies).flatMap(List::stream),
                        workspace.policies().stream())
                .flatMap(each -> each)
                .flatMap(PolicySettings::parts);
    }

    private static ApiAudience of(RequireTokenSettings settings, ApiConfig api) {
        Set<String> scopes = new HashSet<>(settings.scopes());
        scopes.addAll(settings.anyScope());
        for (OperationConfig operation : api.operations()) {
            scopes.addAll(operation.scopes());
            scopes.addAll(operation.anyScope());
        }
        return new ApiAudience(Set.copyOf(settings.audience()), scopes);
    }
}
