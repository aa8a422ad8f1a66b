package io.grantway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.RequestFormatParamStyleEnum;
import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import io.grantway.service.Call;

/// HAPI FHIR's clients, whose calls a FHIR connection of the server makes: its address, tokens,
/// retries and time limits, none of which HAPI or the service sees.
///
///     IGenericClient ehr = FhirClients.r4(call, "My EHR");
///     Patient patient = ehr.read().resource(Patient.class).withId("42").execute();
///
/// A client belongs to one call of a service and costs next to nothing.
public final class FhirClients {
    private FhirClients() {}

    /// What HAPI knows of R4: slow to make, so made with the first client.
    private static final class R4 {
        static final FhirContext CONTEXT = known(FhirContext.forR4());
    }

    private static FhirContext known(FhirContext context) {
        context.setRestfulClientFactory(new Clients(context));
        return context;
    }

    /// A client for R4.
    ///
    /// @param connection its name; where there is none, the first call fails
    public static IGenericClient r4(Call call, String connection) {
        IGenericClient client = R4.CONTEXT.newRestfulGenericClient(Request.BASE);
        client.setEncoding(EncodingEnum.JSON);
        client.setFormatParamStyle(RequestFormatParamStyleEnum.NONE);
        client.registerInterceptor(new By(new Calls(call, connection)));
        return client;
    }

    /// Has a client's requests made by its own call: the factory that makes them is one for all
    /// clients.
    private record By(Calls calls) implements IClientInterceptor {
        @Override
        public void interceptRequest(IHttpRequest request) {
            if (request instanceof Request own) {
                own.by(calls);
            }
        }

        @Override
        public void interceptResponse(IHttpResponse response) {
            // As it came.
        }
    }
}
