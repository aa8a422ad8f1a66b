package io.grantway.acceptance;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/// An app as Spring Security's manual shows one: its users log in by OpenID Connect, and it calls
/// an API of its own with their access tokens. Run as a program; `--server.port` and Spring's own
/// settings say where.
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
class SpringApp {
    public static void main(String[] args) {
        SpringApplication.run(SpringApp.class, args);
    }

    /// The API: takes access tokens of RFC 9068.
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http) {
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(all -> all.anyRequest().hasAuthority("SCOPE_orders.read"))
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .build();
    }

    @Bean
    SecurityFilterChain pages(HttpSecurity http) {
        return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                .oauth2Login(Customizer.withDefaults())
                .build();
    }

    @Bean
    JwtDecoder accessTokens(
            @Value("${spring.security.oauth2.client.provider.grantway.issuer-uri}") String issuer,
            @Value("${spring.security.oauth2.client.registration.grantway.client-id}")
                    String client) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withIssuerLocation(issuer).validateType(false).build();
        decoder.setJwtValidator(
                JwtValidators.createAtJwtValidator()
                        .issuer(issuer)
                        .clientId(client)
                        .audience("orders-api")
                        .build());
        return decoder;
    }

    @GetMapping("/api/me")
    Map<String, Object> me(@AuthenticationPrincipal Jwt token) {
        return Map.of("sub", token.getSubject(), "aud", token.getAudience());
    }

    @GetMapping("/")
    String home(
            @AuthenticationPrincipal OidcUser user,
            @RegisteredOAuth2AuthorizedClient("grantway") OAuth2AuthorizedClient client,
            @Value("${server.port}") int port) {
        Object seen =
                RestClient.create("http://localhost:" + port)
                        .get()
                        .uri("/api/me")
                        .headers(all -> all.setBearerAuth(client.getAccessToken().getTokenValue()))
                        .retrieve()
                        .body(Map.class);
        return "user=" + user.getFullName() + " api=" + seen;
    }
}
