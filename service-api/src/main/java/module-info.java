/// What hot-deployed services compile against.
module io.grantway.service {
    exports io.grantway.service;

    requires static transitive org.jspecify;
}
