package io.grantway.services.call;

import io.grantway.service.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service's lines in the server's log.
final class ServiceLog implements Log {
    private final Logger log;

    ServiceLog(String service) {
        log = LoggerFactory.getLogger("io.grantway.service." + service);
    }

    @Override
    public void debug(String text, Object... values) {
        log.debug(text, values);
    }

    @Override
    public void info(String text, Object... values) {
        log.info(text, values);
    }

    @Override
    public void warn(String text, Object... values) {
        log.warn(text, values);
    }

    @Override
    public void error(String text, Object... values) {
        log.error(text, values);
    }

    @Override
    public void error(String text, Throwable thrown) {
        log.error(text, thrown);
    }
}
