package io.grantway.services.channel;

import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.services.InvocationBody;
import io.grantway.services.ServiceFailure;

/// What a message says, as a service is given it: JSON as a tree, anything else as it came.
final class MessageBody {
    private MessageBody() {}

    /// @param contentType empty where the message says none: then JSON is JSON
    /// @param input what it is, for the list of runs
    /// @throws ServiceFailure where it says that it is JSON and is not
    static InvocationBody of(ChannelRuns runs, String input, String contentType, byte[] bytes) {
        if (bytes.length == 0) {
            return InvocationBody.NONE;
        }
        Body body = Body.of(bytes);
        if (!contentType.isEmpty() && !CallInput.isJson(contentType)) {
            return new InvocationBody.Raw(contentType, body);
        }
        try {
            return new InvocationBody.Tree(Json.parse(body.text()));
        } catch (Problem e) {
            if (contentType.isEmpty()) {
                return new InvocationBody.Raw("application/octet-stream", body);
            }
            runs.refuse(input, e.detail());
            throw new ServiceFailure(
                    runs.config().service(), ServiceFailure.Reason.INPUT, e.detail());
        }
    }
}
