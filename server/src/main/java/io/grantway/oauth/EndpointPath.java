package io.grantway.oauth;

/// Which OAuth endpoint of an API a path names. They are found by the end of the path, below
/// whatever path the API has; one slash at the end is allowed.
public enum EndpointPath {
    /// `…/oauth2/token`
    TOKEN,
    /// `…/oauth2/authorize`
    AUTHORIZE,
    /// `…/oauth2/authorize/login`, `consent`, `logout`, where the pages send their forms, and
    /// `…/oauth2/authorize/assets/…`, what they link to.
    PAGE,
    /// The API's own.
    NONE;

    /// @param path normalised
    public static EndpointPath of(String path) {
        // Every call of the API comes through here; most end at this first look.
        int marker = path.lastIndexOf("/oauth2/");
        if (marker < 0) {
            return NONE;
        }
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        if (end <= marker + "/oauth2/".length()) {
            return NONE;
        }
        String name = path.substring(marker + "/oauth2/".length(), end);
        return switch (name) {
            case "token" -> TOKEN;
            case "authorize" -> AUTHORIZE;
            case "authorize/login", "authorize/consent", "authorize/logout" -> PAGE;
            default -> name.startsWith("authorize/assets/") ? PAGE : NONE;
        };
    }
}
