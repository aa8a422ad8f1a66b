package io.grantway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.api.Header;
import ca.uhn.fhir.rest.client.api.IHttpClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.method.MethodUtil;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseBinary;
import org.jspecify.annotations.Nullable;

/// Requests to one address, of which HAPI makes one.
///
/// @param ifNoneExist the search of a conditional create; null for none
/// @param ifNoneExistSearch the same as text
record Requests(
        String url,
        String method,
        List<Header> headers,
        @Nullable Map<String, List<String>> ifNoneExist,
        @Nullable String ifNoneExistSearch)
        implements IHttpClient {

    @Override
    public IHttpRequest createByteRequest(
            FhirContext context, String content, String type, @Nullable EncodingEnum encoding) {
        return request(
                context,
                encoding,
                new Request.Content(type, content.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public IHttpRequest createParamRequest(
            FhirContext context,
            Map<String, List<String>> parameters,
            @Nullable EncodingEnum encoding) {
        return request(
                context,
                encoding,
                new Request.Content(
                        "application/x-www-form-urlencoded",
                        pairs(parameters).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public IHttpRequest createBinaryRequest(FhirContext context, IBaseBinary binary) {
        return request(
                context, null, new Request.Content(binary.getContentType(), binary.getContent()));
    }

    @Override
    public IHttpRequest createGetRequest(FhirContext context, @Nullable EncodingEnum encoding) {
        return request(context, encoding, null);
    }

    private Request request(
            FhirContext context,
            @Nullable EncodingEnum encoding,
            Request.@Nullable Content content) {
        Request request = new Request(context, method, url, content);
        headers.forEach(header -> request.addHeader(header.getName(), header.getValue()));
        String search = search();
        if (search != null) {
            request.addHeader("If-None-Exist", search);
        }
        MethodUtil.addAcceptHeaderToRequest(encoding, request, context);
        return request;
    }

    /// The parameters alone (R4 §3.1.0.8.1): HAPI's own name an address, which is none here.
    private @Nullable String search() {
        if (ifNoneExist != null) {
            return pairs(ifNoneExist);
        }
        return ifNoneExistSearch == null
                ? null
                : ifNoneExistSearch.substring(ifNoneExistSearch.indexOf('?') + 1);
    }

    private static String pairs(Map<String, List<String>> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, values) ->
                values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
