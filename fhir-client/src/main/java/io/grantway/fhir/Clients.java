package io.grantway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.client.api.Header;
import ca.uhn.fhir.rest.client.api.IHttpClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.impl.RestfulClientFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes HAPI's clients and requests. Asks no server what it is on the way: that is what a
/// connection's ping is for.
final class Clients extends RestfulClientFactory {
    Clients(FhirContext context) {
        super(context);
        setServerValidationMode(ServerValidationModeEnum.NEVER);
    }

    @Override
    public IHttpClient getHttpClient(
            StringBuilder url,
            @Nullable Map<String, List<String>> ifNoneExist,
            @Nullable String ifNoneExistSearch,
            RequestTypeEnum method,
            List<Header> headers) {
        return new Requests(url.toString(), method.name(), headers, ifNoneExist, ifNoneExistSearch);
    }

    @Override
    protected IHttpClient getHttpClient(String base) {
        return new Requests(base, "GET", List.of(), null, null);
    }

    @Override
    protected void resetHttpClient() {
        // There is none that is kept.
    }

    @Override
    public <T> void setHttpClient(T client) {
        throw new UnsupportedOperationException("the connection makes the calls");
    }

    @Override
    public void setProxy(String host, Integer port) {
        throw new UnsupportedOperationException("a proxy is configured with the connection");
    }
}
