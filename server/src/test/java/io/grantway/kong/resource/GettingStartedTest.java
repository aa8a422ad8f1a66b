package io.grantway.kong.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.PasswordHash;
import io.grantway.catalog.EntityKind;
import io.grantway.kong.resource.AdminBench.Answer;
import org.junit.jupiter.api.Test;

/// The steps of Kong's guide to its OAuth 2.0 plugin, as scripts do them.
class GettingStartedTest {
    private final AdminBench bench = new AdminBench();

    @Test
    void takesTheStepsAsForms() {
        Answer service =
                bench.form("POST", "/services", "name=event-service&url=http://127.0.0.1:9200/v1");
        assertThat(service.status()).isEqualTo(201);
        assertThat(service.text("host")).isEqualTo("127.0.0.1");
        assertThat(service.at("/port").asInt()).isEqualTo(9200);
        assertThat(service.text("path")).isEqualTo("/v1");
        assertThat(service.at("/retries").asInt()).isEqualTo(5);
        assertThat(service.at("/connect_timeout").asInt()).isEqualTo(60_000);
        assertThat(service.at("/client_certificate").isNull()).isTrue();
        assertThat(service.at("/enabled").asBoolean()).isTrue();

        Answer route =
                bench.form(
                        "POST",
                        "/services/event-service/routes",
                        "name=event&paths[]=/event&paths[]=/events&strip_path=false");
        assertThat(route.status()).isEqualTo(201);
        assertThat(route.at("/service/id")).isEqualTo(service.at("/id"));
        assertThat(route.at("/paths").size()).isEqualTo(2);
        assertThat(route.at("/https_redirect_status_code").asInt()).isEqualTo(426);

        Answer plugin =
                bench.form(
                        "POST",
                        "/services/event-service/plugins",
                        "name=oauth2&config.scopes=email&config.scopes=phone"
                                + "&config.mandatory_scope=true"
                                + "&config.enable_client_credentials=true"
                                + "&config.token_expiration=600");
        assertThat(plugin.status()).as(plugin.body().toString()).isEqualTo(201);
        assertThat(plugin.at("/config/scopes/1").asString()).isEqualTo("phone");
        assertThat(plugin.at("/config/provision_key").asString()).matches("[A-Za-z0-9]{32}");
        assertThat(plugin.at("/config/refresh_token_ttl").asInt()).isEqualTo(1_209_600);
        assertThat(plugin.text("service_id")).isEqualTo(service.text("id"));

        Answer consumer = bench.form("POST", "/consumers", "username=thomas&custom_id=SOME_ID");
        assertThat(consumer.status()).isEqualTo(201);

        Answer application =
                bench.form(
                        "POST",
                        "/consumers/thomas/oauth2",
                        "name=Test+Application&redirect_uris=http://some-domain/endpoint/"
                                + "&client_id=SOME-CLIENT-ID&client_secret=SOME-CLIENT-SECRET"
                                + "&hash_secret=true");
        assertThat(application.status()).as(application.body().toString()).isEqualTo(201);
        assertThat(application.at("/redirect_uris/0").asString())
                .isEqualTo("http://some-domain/endpoint/");
        assertThat(application.text("client_secret")).isEqualTo("SOME-CLIENT-SECRET");
        assertThat(application.at("/consumer/id")).isEqualTo(consumer.at("/id"));
        assertThat(application.at("/consumer_id")).isEqualTo(consumer.at("/id"));
    }

    @Test
    void takesTheStepsAsJson() {
        bench.post("/services", "{'name':'s','host':'127.0.0.1','port':9200}");
        bench.post("/routes", "{'paths':['/event'],'service':{'name':'s'}}");
        Answer plugin =
                bench.post(
                        "/plugins",
                        """
                        {'name':'oauth2','service_id':'%s',
                         'config':{'enable_client_credentials':true,'provision_key':'chosen'}}
                        """
                                .formatted(bench.get("/services/s").text("id")));
        assertThat(plugin.at("/config/provision_key").asString()).isEqualTo("chosen");
        bench.post("/consumers", "{'username':'c'}");
        Answer application = bench.post("/consumers/c/oauth2", "{'name':'App'}");
        assertThat(application.text("client_id")).matches("[A-Za-z0-9]{32}");
        assertThat(application.text("client_secret")).matches("[A-Za-z0-9]{32}");

        assertThat(bench.settings(EntityKind.API).toString())
                .contains("\"name\":\"s\"")
                .contains("\"url\":\"http://127.0.0.1:9200\"");
        assertThat(bench.settings(EntityKind.ROUTE).toString())
                .isEqualTo("{\"paths\":[\"/event\"],\"stripPath\":true,\"preserveHost\":false}");
        assertThat(
                        bench.settings(EntityKind.POLICY)
                                .at("/oauth2/enableClientCredentials")
                                .asBoolean())
                .isTrue();
        assertThat(bench.settings(EntityKind.POLICY).at("/oauth2/provisionKey").asString())
                .isEqualTo("chosen");
        assertThat(bench.only(EntityKind.APPLICATION).owners()).containsKey(EntityKind.CONSUMER);
    }

    @Test
    void hashesASecretThatIsToBeHashed() {
        bench.post("/consumers", "{'username':'c'}");
        bench.post(
                "/consumers/c/oauth2",
                "{'name':'App','client_secret':'a-secret','hash_secret':true}");
        String stored = bench.only(EntityKind.APPLICATION).text("clientSecret").orElseThrow();
        assertThat(stored).startsWith("$pbkdf2-sha512$i=10000,l=32$");
        assertThat(PasswordHash.matches(stored, "a-secret")).isTrue();
    }

    @Test
    void takesAHashedSecretAsItIs() {
        bench.post("/consumers", "{'username':'c'}");
        bench.post(
                "/consumers/c/oauth2",
                "{'name':'A','client_id':'i','client_secret':'a-secret','hash_secret':true}");
        String phc = bench.only(EntityKind.APPLICATION).text("clientSecret").orElseThrow();
        bench.delete("/oauth2/i");
        bench.post(
                "/consumers/c/oauth2",
                "{'name':'A','client_id':'i','client_secret':'" + phc + "'}");
        assertThat(bench.only(EntityKind.APPLICATION).text("clientSecret")).contains(phc);
        assertThat(bench.get("/oauth2/i").at("/hash_secret").asBoolean()).isTrue();
    }

    @Test
    void showsSecretsOnlyInTheAnswerThatMakesThem() {
        bench.post("/consumers", "{'username':'c'}");
        bench.post("/consumers/c/oauth2", "{'name':'A','client_id':'i'}");
        bench.post("/consumers/c/key-auth", "{'key':'a-key'}");
        bench.post("/consumers/c/basic-auth", "{'username':'u','password':'a-password'}");
        bench.post("/consumers/c/jwt", "{'key':'iss','secret':'a-jwt-secret'}");
        bench.post("/plugins", "{'name':'oauth2','config':{'enable_password_grant':true}}");
        assertThat(bench.get("/oauth2").at("/data/0/client_secret").isNull()).isTrue();
        assertThat(bench.get("/key-auths").at("/data/0/key").isNull()).isTrue();
        assertThat(bench.get("/basic-auths").at("/data/0/password").isNull()).isTrue();
        assertThat(bench.get("/jwts").at("/data/0/secret").isNull()).isTrue();
        assertThat(bench.get("/jwts").at("/data/0/key").asString()).isEqualTo("iss");
        assertThat(bench.get("/plugins").at("/data/0/config/provision_key").isNull()).isTrue();
    }

    @Test
    void keepsSecretsThatAChangeDoesNotGive() {
        bench.post("/consumers", "{'username':'c'}");
        bench.post(
                "/consumers/c/oauth2", "{'name':'A','client_id':'i','client_secret':'a-secret'}");
        bench.json("PATCH", "/consumers/c/oauth2/i", "{'name':'B'}");
        bench.json("PUT", "/consumers/c/oauth2/i", "{'name':'C','redirect_uris':null}");
        assertThat(bench.only(EntityKind.APPLICATION).text("clientSecret")).contains("a-secret");
        assertThat(bench.get("/oauth2/i").text("name")).isEqualTo("C");
    }

    @Test
    void changesAPluginFieldByField() {
        bench.post("/services", "{'name':'s','host':'h'}");
        String id =
                bench.post(
                                "/services/s/plugins",
                                "{'name':'rate-limiting','config':{'minute':5,'policy':'redis'}}")
                        .text("id");
        Answer changed =
                bench.form("PATCH", "/plugins/" + id, "config.hour=100&config.limit_by=ip");
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.at("/config/minute").asInt()).isEqualTo(5);
        assertThat(changed.at("/config/hour").asInt()).isEqualTo(100);
        assertThat(changed.at("/config/policy").asString()).isEqualTo("redis");
        assertThat(bench.settings(EntityKind.POLICY).at("/limitRate/limitBy").asString())
                .isEqualTo("ip");
        assertThat(bench.settings(EntityKind.POLICY).at("/limitRate/policy").isMissingNode())
                .isTrue();
        bench.json("PATCH", "/plugins/" + id, "{'enabled':false}");
        assertThat(bench.only(EntityKind.POLICY).enabled()).isFalse();
    }
}
