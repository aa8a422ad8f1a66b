package peer;

import java.io.IOException;
import java.time.Duration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;

/// Spring Security's OAuth2 client as its manual shows it for a program that calls on its own
/// behalf: the manager for use outside of requests, its store in memory, the interceptor of
/// `RestClient`, which also forgets a token that was refused. Only the clock's skew is set by hand
/// where tokens are shorter than its 60 s.
@SpringBootApplication
public class SpringClient {
    public static void main(String[] arguments) throws IOException {
        String url = arguments[0];
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        String[] settings = {
            "--spring.main.web-application-type=none",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--skew=" + arguments[3],
            "--spring.security.oauth2.client.provider.server.token-uri=" + arguments[1],
            "--spring.security.oauth2.client.registration.server.client-id=grantway",
            "--spring.security.oauth2.client.registration.server.client-secret=secret",
            "--spring.security.oauth2.client.registration.server.authorization-grant-type=client_credentials",
            "--spring.security.oauth2.client.registration.server.scope=billing.read"
        };
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(SpringClient.class)
                        .web(WebApplicationType.NONE)
                        .run(settings)) {
            RestClient client = context.getBean(RestClient.class);
            Callers.run(
                    time,
                    () ->
                            client.get().uri(url).retrieve().body(String.class));
        }
    }

    @Bean
    OAuth2AuthorizedClientManager manager(
            ClientRegistrationRepository registrations,
            OAuth2AuthorizedClientService authorized,
            Environment settings) {
        long skew = settings.getRequiredProperty("skew", Long.class);
        AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, authorized);
        if (skew > 0) {
            manager.setAuthorizedClientProvider(
                    OAuth2AuthorizedClientProviderBuilder.builder()
                            .clientCredentials(it -> it.clockSkew(Duration.ofSeconds(skew)))
                            .build());
        }
        return manager;
    }

    @Bean
    RestClient client(
            RestClient.Builder builder,
            OAuth2AuthorizedClientManager manager,
            OAuth2AuthorizedClientService authorized) {
        OAuth2ClientHttpRequestInterceptor interceptor =
                new OAuth2ClientHttpRequestInterceptor(manager);
        interceptor.setAuthorizationFailureHandler(
                OAuth2ClientHttpRequestInterceptor.authorizationFailureHandler(authorized));
        interceptor.setClientRegistrationIdResolver(_ -> "server");
        return builder.requestInterceptor(interceptor).build();
    }
}
