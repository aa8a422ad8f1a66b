package io.grantway.boot;

import io.grantway.http.ListenAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks whether the listeners' ports can be had, by taking each for a moment.
///
/// @param holder the process that runs on the data directory; its ports are taken rightly
record PortCheck(Optional<String> holder) {
    private static final String NAME = "ports";
    private static final int PRIVILEGED = 1024;

    List<Finding> look(Configuration configuration) {
        var listeners = configuration.listeners();
        List<Finding> found = new ArrayList<>();
        one("gateway.https", listeners.gateway().https(), found);
        one("gateway.http", listeners.gateway().http(), found);
        one("admin.https", listeners.admin().https(), found);
        one("admin.http", listeners.admin().http(), found);
        return found;
    }

    private void one(String name, String text, List<Finding> found) {
        ListenAddress.parse(text).ifPresent(address -> found.add(look(name, address)));
    }

    private Finding look(String name, ListenAddress address) {
        String what = "listeners." + name + " " + address;
        InetSocketAddress place = new InetSocketAddress(address.host(), address.port());
        if (place.isUnresolved()) {
            return Finding.bad(
                    NAME, what + ": there is no such host", "name an address of this machine");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(place);
            return Finding.ok(NAME, what + " is free");
        } catch (BindException e) {
            return taken(what, address, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Finding.bad(NAME, what + ": " + e.getMessage(), "choose another address for it");
        }
    }

    private Finding taken(String what, ListenAddress address, String why) {
        if (why.contains("ermission")) {
            return Finding.bad(
                    NAME,
                    what + " may not be taken by this user",
                    address.port() < PRIVILEGED
                            ? "give the process CAP_NET_BIND_SERVICE, or choose a port from 1024 on"
                            : "choose another port");
        }
        if (!why.contains("in use")) {
            return Finding.bad(NAME, what + ": " + why, "name an address of this machine");
        }
        return holder.isPresent()
                ? Finding.ok(
                        NAME,
                        what + " is taken, and the process " + holder.get() + " runs on this data")
                : Finding.bad(
                        NAME,
                        what + " is taken by another program",
                        "stop that one, or choose another port");
    }
}
