package io.grantway.http;

/// Where a request is sent: the key of a connection pool.
///
/// @param http2 speak HTTP/2: by ALPN over TLS, with prior knowledge (h2c) over plain TCP
/// @param verify check the certificate and the host name of an `https` origin
/// @param tls what else is known of an `https` origin
/// @param foreign somebody else chose the host: it is only connected to where an [OutgoingRule]
///   says so of the address behind it
public record Origin(
        String scheme,
        String host,
        int port,
        boolean http2,
        boolean verify,
        OriginTls tls,
        boolean foreign) {
    public Origin(
            String scheme, String host, int port, boolean http2, boolean verify, OriginTls tls) {
        this(scheme, host, port, http2, verify, tls, false);
    }

    public Origin(String scheme, String host, int port, boolean http2, boolean verify) {
        this(scheme, host, port, http2, verify, OriginTls.USUAL);
    }

    public boolean isHttps() {
        return "https".equals(scheme);
    }

    /// Host and port, the port left out where it is the scheme's own.
    public String authority() {
        boolean usual = port == (isHttps() ? 443 : 80);
        String named = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return usual ? named : named + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
