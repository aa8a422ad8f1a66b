package peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/// Spring Authorization Server as its manual shows it: all else is in `application.yaml` and on the
/// command line. Two parts are its own, so that it is measured at its best: secrets are compared as
/// they are (its encoders would hash one at each request), and tokens are found by a map (its
/// in-memory service looks at each authorization in turn).
@SpringBootApplication
public class Main {
    private static final int MOST = 100_000;

    public static void main(String[] arguments) {
        SpringApplication.run(Main.class, arguments);
    }

    @Bean
    PasswordEncoder plain() {
        return new PasswordEncoder() {
            @Override
            public String encode(CharSequence raw) {
                return raw.toString();
            }

            @Override
            public boolean matches(CharSequence raw, String kept) {
                return kept.contentEquals(raw);
            }
        };
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new ByToken();
    }

    /// The newest authorizations, by each of their tokens.
    private static final class ByToken implements OAuth2AuthorizationService {
        private static final List<Class<? extends OAuth2Token>> TYPES =
                List.of(
                        OAuth2AuthorizationCode.class,
                        OAuth2AccessToken.class,
                        OAuth2RefreshToken.class);

        private final Map<String, OAuth2Authorization> kept =
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, OAuth2Authorization> eldest) {
                        return size() > MOST;
                    }
                };

        @Override
        public synchronized void save(OAuth2Authorization authorization) {
            kept.put(authorization.getId(), authorization);
            for (Class<? extends OAuth2Token> type : TYPES) {
                var token = authorization.getToken(type);
                if (token != null) {
                    kept.put(token.getToken().getTokenValue(), authorization);
                }
            }
        }

        @Override
        public synchronized void remove(OAuth2Authorization authorization) {
            kept.values().removeIf(it -> it.getId().equals(authorization.getId()));
        }

        @Override
        public synchronized OAuth2Authorization findById(String id) {
            return kept.get(id);
        }

        @Override
        public synchronized OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
            return kept.get(token);
        }
    }
}
