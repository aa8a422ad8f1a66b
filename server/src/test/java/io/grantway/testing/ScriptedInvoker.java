package io.grantway.testing;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.services.Invocation;
import io.grantway.services.Invoker;
import io.grantway.services.ServiceFailure;
import io.grantway.services.ServiceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Services that do what the test says, and remembers every call of them.
public final class ScriptedInvoker implements Invoker {
    private final BlockingQueue<Invocation> calls = new LinkedBlockingQueue<>();
    private volatile Function<Invocation, ServiceResult> behaviour = _ -> json("{}");

    public static ServiceResult json(String text) {
        return new ServiceResult(200, HeaderList.EMPTY, "application/json", Body.of(text));
    }

    public ScriptedInvoker does(Function<Invocation, ServiceResult> next) {
        behaviour = next;
        return this;
    }

    public ScriptedInvoker fails(ServiceFailure.Reason reason, String text) {
        return does(call -> {
            throw new ServiceFailure(call.service(), reason, text);
        });
    }

    @Override
    public ServiceResult invoke(Invocation invocation) {
        calls.add(invocation);
        return behaviour.apply(invocation);
    }

    /// The next call, waiting for it.
    public Invocation next() {
        try {
            Invocation call = calls.poll(10, TimeUnit.SECONDS);
            if (call == null) {
                throw new IllegalStateException("the service was not called");
            }
            return call;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Those that nobody has asked for yet.
    public List<Invocation> rest() {
        List<Invocation> rest = new ArrayList<>();
        calls.drainTo(rest);
        return rest;
    }
}
