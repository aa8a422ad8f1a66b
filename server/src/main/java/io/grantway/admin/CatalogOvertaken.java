package io.grantway.admin;

/// Another node has changed what is kept since it was read here: read it again, and do the change
/// again on that. Nothing of it was done.
public final class CatalogOvertaken extends RuntimeException {
    public CatalogOvertaken() {
        super("another node has changed the catalog meanwhile", null, false, false);
    }
}
