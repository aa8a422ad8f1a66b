package io.grantway.jose;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/// Where signatures come from: AWS-LC where its native library loads, the JDK otherwise.
///
/// Loading it costs a tenth of a second or more, so it waits for the first signature. It never
/// becomes a provider of the whole process: hashes are faster with the JDK.
public final class SignatureProvider {
    private SignatureProvider() {}

    /// Holds what was loaded; the class is initialised at its first use.
    private static final class Loaded {
        private static final Optional<Provider> NATIVE = load();

        private static Optional<Provider> load() {
            try {
                AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
                return provider.getLoadingError() == null
                        ? Optional.of(provider)
                        : Optional.empty();
            } catch (LinkageError | RuntimeException _) {
                // Another processor or system than the library was built for.
                return Optional.empty();
            }
        }
    }

    /// Who makes the signatures, for an operator. Loads the library.
    public static String name() {
        return Loaded.NATIVE.map(Provider::getName).orElse("JDK");
    }

    static Signature signature(String algorithm) throws NoSuchAlgorithmException {
        return Loaded.NATIVE.isPresent()
                ? Signature.getInstance(algorithm, Loaded.NATIVE.get())
                : Signature.getInstance(algorithm);
    }

    /// A factory whose keys the signatures take as they are: one of another provider would be
    /// translated whenever it is used, which costs more than the signature.
    static KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
        Optional<Provider> provider =
                Loaded.NATIVE.filter(it -> it.getService("KeyFactory", algorithm) != null);
        return provider.isPresent()
                ? KeyFactory.getInstance(algorithm, provider.get())
                : KeyFactory.getInstance(algorithm);
    }
}
