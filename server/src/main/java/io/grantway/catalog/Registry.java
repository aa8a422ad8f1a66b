package io.grantway.catalog;

import java.util.function.Function;

/// The catalog as administrators see and change it.
public interface Registry {
    /// Everything there is, declared and made, as it is in force now.
    Entities entities();

    /// Does a piece of work on the entities, one after another with all others. What it leaves is
    /// checked, kept, written into the audit trail and in force for the next call when this
    /// returns; where anything is wrong or the work throws, nothing has happened.
    ///
    /// @throws ChangeRefused where an entity cannot be as the work leaves it, is taken, or belongs
    ///   to the configuration
    <T> T change(Function<Draft, T> work);

    /// As [#change], and throws it all away again: what [#change] would say.
    <T> T rehearse(Function<Draft, T> work);
}
