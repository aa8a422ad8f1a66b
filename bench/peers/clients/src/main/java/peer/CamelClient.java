package peer;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/// Apache Camel's HTTP component with the options that its manual names for client credentials.
/// Its pool has as many places as there are threads.
public class CamelClient {
    private CamelClient() {}

    public static void main(String[] arguments) throws Exception {
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        String caching =
                switch (arguments[4]) {
                    case "cached" -> "&oauth2CacheTokens=true";
                    case "uncached" -> "";
                    default -> throw new IllegalArgumentException("cached or uncached");
                };
        String margin =
                arguments[3].equals("0")
                        ? ""
                        : "&oauth2CachedTokensExpirationMarginSeconds=" + arguments[3];
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            Endpoint endpoint =
                    context.getEndpoint(
                            arguments[0]
                                    + "?oauth2ClientId=grantway&oauth2ClientSecret=secret&oauth2Scope=billing.read"
                                    + "&connectionsPerRoute=64&maxTotalConnections=200&oauth2TokenEndpoint="
                                    + arguments[1]
                                    + caching
                                    + margin);
            ProducerTemplate template = context.createProducerTemplate();
            template.start();
            Callers.run(
                    time, () -> template.requestBody(endpoint, null, String.class));
        }
    }
}
