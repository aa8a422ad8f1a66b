package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// The signature vectors of Wycheproof's JOSE part: its keys and signatures, and the ways in which
/// it changes them. Those of PKCS #1 padding are made anew with its RSA key.
class WycheproofSignaturesTest {
    private static final KeySet MAC =
            KeySet.ofSecrets(
                    List.of(Secret.of(latin("-ebuDNsVZ2iJtoZ-akfXTSCt4UO2cruLCsbWlBinggE"))));
    private static final KeySet EC =
            KeySet.parse(
                    """
                    {"keys": [{"alg": "ES256", "use": "sig", "crv": "P-256", "kty": "EC",
                      "kid": "kid-ec-sign",
                      "x": "04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY",
                      "y": "UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw"}]}
                    """);
    private static final String MODULUS =
            "kqGboBfAWttWPCA-0cGRgsY6SaYoIARt0B_PkaEcIq9HPYNdu9n6UuWHuuTHrjF_ZoQW97r5HaAorNvrMEGTGdxCHZdEtkHvNVVmrtxTBLiQCbCozXhFoIrVcr3qUBrdGnNn_M3jJi7Wg7p_-x62nS5gNG875oyheRkutHsQXikFZwsN3q_TsPNOVlCiHy8mxzaFTUQGm-X8UYexFyAivlDSjgDJLAZSWfxd7k9Gxuwa3AUfQqQcVcegmgKGCaErQ3qQbh1x7WB6iopE3_-GZ8HMAVtR9AmrVscqYsnjhaCehfAI0iKKs8zXr8tISc0ORbaalrkk03H1ZrsEnDKEWQ";
    private static final String PRIVATE =
            "YsfIRYN6rDqSz5KRf1E9q7HK1o6-_UK-j7S-asb0Y1FdVs1GuiRQhMPoOjmhY3Io93EI3_7vj8uzWzAUMsAaTxOY3sJnIbktYuqTcD0xGD8VmdGPBkx963db8B6M2UYfqZARf7dbzP9EuB1N1miMcTsqyGgfHGOk7CXQ1vkIv8Uww38KMtEdJ3iB8r-f3qcu-UJjE7Egw9CxKOMjArOXxZEr4VnoIXrImrcTxBfjdY8GbzXGATiPQLur5GT99ZDW78falsir-b5Ean6HNyOeuaJuceT-yjgCXn57Rd3oIHD94CrjNtjBusoLdjbr489L8K9ksCh1gynzLGkeeWgVGQ";
    private static final KeySet RSA =
            KeySet.parse(
                    "{\"keys\": [{\"alg\": \"RS256\", \"use\": \"sig\", \"kty\": \"RSA\", \"e\":"
                            + " \"AQAB\", \"kid\": \"kid-rsa-sign\", \"n\": \""
                            + MODULUS
                            + "\"}]}");
    private static final String MAC_HEAD = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC1hZXMtc2lnbiJ9";
    private static final String MAC_SIGNATURE = "TD37p4c_0jmreSrBSDmE0F3mYSPtkZ3WrSyI5wb_KTg";
    private static final String EC_HEAD = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImtpZC1lYy1zaWduIn0";
    private static final String EC_SIGNATURE =
            "5cA0OHyMP7ezamUd5c9kV-FrGxdx4hbGXOdplQkutrqWrte5P-pAvsE3Ve6xSyU3YDQwUHjVVOtvcrEbbnZ8yA";
    private static final String RSA_HEAD = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImtpZC1yc2Etc2lnbiJ9";
    private static final int RSA_BYTES = 256;
    private static final byte[] SHA256_INFO =
            HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    /// A secret whose bytes are not all UTF-8; what it signs is not looked at here.
    private static String latin(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }

    /// Whether a key of the set has signed a token, whatever its payload is. Those of Wycheproof
    /// are no JSON.
    private static boolean verifies(KeySet keys, String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        Optional<ObjectNode> header = JoseJson.decode(parts[0]).flatMap(JoseJson::parse);
        Optional<byte[]> signature = JoseJson.decode(parts[2]);
        if (header.isEmpty() || signature.isEmpty()) {
            return false;
        }
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        Optional<String> keyId =
                header.get().has("kid")
                        ? Optional.of(header.get().path("kid").asString())
                        : Optional.empty();
        return JwsAlgorithm.of(header.get().path("alg").asString("")).stream()
                .anyMatch(algorithm ->
                        keys.candidates(algorithm, keyId).stream()
                                .anyMatch(key -> key.verifies(algorithm, signed, signature.get())));
    }

    @Test
    void takesTheGoodOnes() throws NoSuchAlgorithmException {
        assertThat(verifies(EC, EC_HEAD + ".Zm9v." + EC_SIGNATURE)).isTrue();
        assertThat(verifies(RSA, rsa(padded(SHA256_INFO, digest(), 0xFF, 1)))).isTrue();
    }

    static Stream<String> changed() {
        return Stream.of(MAC_HEAD + "|" + MAC_SIGNATURE, EC_HEAD + "|" + EC_SIGNATURE)
                .flatMap(pair -> {
                    String head = pair.substring(0, pair.indexOf('|'));
                    String signature = pair.substring(pair.indexOf('|') + 1);
                    return Stream.of(
                            head + ".Zm9v.X" + signature.substring(1),
                            head + ".Zm9v.",
                            head + ".Zm9v",
                            head + ".WG9v." + signature,
                            head + ".." + signature,
                            head + "." + signature,
                            head.replace("a2lkL", "WGlkL") + "x.Zm9v." + signature,
                            ".Zm9v." + signature,
                            "Zm9v." + signature,
                            ".Zm9v.",
                            "Zm9v",
                            "",
                            head + ".Zm9v." + signature + ".",
                            head + ".Zm9v." + signature + ".foo",
                            "eyJhbGciOiJub25lIiwia2lkIjoia2lkLWFlcy1zaWduIn0.Zm9v.");
                });
    }

    @ParameterizedTest
    @MethodSource("changed")
    void refusesWhatWasChanged(String token) {
        assertThat(verifies(MAC, token)).isFalse();
        assertThat(verifies(EC, token)).isFalse();
    }

    @Test
    void refusesThePublicKeyAsASecretAndTheKeyOfTheHeader() {
        assertThat(
                        verifies(
                                EC,
                                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC1lYy1zaWduIn0.Zm9v.TgWtz2FIRukBQ_mA5sgHa0Ybtgn7bl-YBPAi7Z0XdHU"))
                .isFalse();
        assertThat(
                        verifies(
                                EC,
                                "eyJhbGciOiJFUzI1NiIsImtpZCI6ImtpZC1lYy1zaWduIiwiandrIjp7Imt0eSI6IkVDIiwia2lkIjoia2lkLWVjLXNpZ24iLCJ1c2UiOiJzaWciLCJhbGciOiJFUzI1NiIsIngiOiJNZG5UWkRJaERKYmZBU2RGcWFtY3BPMkNoOUdOS0sybTBNUWxoNDAyU3BvIiwieSI6Ijdhdko0bHFfV3l4LW5MUERCUTJZcHl0dUh5TWlvMDdCVXl2bDNqYUMtMVkiLCJjcnYiOiJQLTI1NiJ9fQ.Zm9v.4jmsollQD8ZxvySzXYnIEYA4fwaZi2ZbC0aI1J4LYmW2Bn31NhKdjms2N6o51Dff5-InWXQF9m45VtTexl6yjg"))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("paddings")
    void refusesAPaddingThatIsNotTheOneOfTheStandard(String name, byte[] block) {
        assertThat(verifies(RSA, rsa(block))).as(name).isFalse();
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> paddings()
            throws NoSuchAlgorithmException {
        byte[] digest = digest();
        HexFormat hex = HexFormat.of();
        byte[] right = padded(SHA256_INFO, digest, 0xFF, 1);
        byte[] noSeparator = right.clone();
        noSeparator[RSA_BYTES - SHA256_INFO.length - digest.length - 1] = (byte) 0xFF;
        byte[] oneByteOff = right.clone();
        oneByteOff[5] = 0x7F;
        byte[] firstByte = right.clone();
        firstByte[0] = 1;
        return Stream.of(
                of("block type 2", padded(SHA256_INFO, digest, 0xFF, 2)),
                of("block type 0", padded(SHA256_INFO, digest, 0xFF, 0)),
                of("padded with zeros", padded(SHA256_INFO, digest, 0, 1)),
                of("padded with 01", padded(SHA256_INFO, digest, 1, 1)),
                of("one byte of the padding is another", oneByteOff),
                of("the first byte is not zero", firstByte),
                of("no zero behind the padding", noSeparator),
                of("no name of the hash", padded(new byte[0], digest, 0xFF, 1)),
                of(
                        "no NULL behind the name",
                        padded(
                                hex.parseHex("302f300b0609608648016503040201" + "0420"),
                                digest,
                                0xFF,
                                1)),
                of(
                        "the name of SHA-1",
                        padded(hex.parseHex("3021300906052b0e03021a05000420"), digest, 0xFF, 1)),
                of(
                        "the name of SHA-512",
                        padded(
                                hex.parseHex("3031300d060960864801650304020305000420"),
                                digest,
                                0xFF,
                                1)),
                of(
                        "a length in the long form",
                        padded(
                                hex.parseHex("308131300d060960864801650304020105000420"),
                                digest,
                                0xFF,
                                1)),
                of(
                        "an indefinite length",
                        padded(
                                hex.parseHex("3080300d060960864801650304020105000420"),
                                digest,
                                0xFF,
                                1)),
                of("another digest", padded(SHA256_INFO, new byte[digest.length], 0xFF, 1)),
                of(
                        "a digest that is cut",
                        padded(SHA256_INFO, Arrays.copyOf(digest, digest.length - 1), 0xFF, 1)),
                of("garbage behind a short padding", trailing(digest, 8)),
                of("zeros behind a short padding", trailing(digest, 0)));
    }

    private static org.junit.jupiter.params.provider.Arguments of(String name, byte[] block) {
        return org.junit.jupiter.params.provider.Arguments.of(name, block);
    }

    private static byte[] digest() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256")
                .digest((RSA_HEAD + ".Zm9v").getBytes(StandardCharsets.US_ASCII));
    }

    /// A block as PKCS #1 §9.2 pads it, but for what is changed.
    private static byte[] padded(byte[] info, byte[] digest, int filler, int type) {
        byte[] block = new byte[RSA_BYTES];
        Arrays.fill(block, (byte) filler);
        block[0] = 0;
        block[1] = (byte) type;
        int start = RSA_BYTES - info.length - digest.length;
        block[start - 1] = 0;
        System.arraycopy(info, 0, block, start, info.length);
        System.arraycopy(digest, 0, block, start + info.length, digest.length);
        return block;
    }

    /// What a careless reader takes, who stops behind the digest (Bleichenbacher 2006).
    private static byte[] trailing(byte[] digest, int garbage) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(HexFormat.of().parseHex("0001ffffffffffffffff00"));
        block.writeBytes(SHA256_INFO);
        block.writeBytes(digest);
        byte[] all = Arrays.copyOf(block.toByteArray(), RSA_BYTES);
        Arrays.fill(all, block.size(), RSA_BYTES, (byte) garbage);
        return all;
    }

    private static String rsa(byte[] block) {
        BigInteger modulus = new BigInteger(1, Base64.getUrlDecoder().decode(MODULUS));
        BigInteger secret = new BigInteger(1, Base64.getUrlDecoder().decode(PRIVATE));
        byte[] signed = new BigInteger(1, block).modPow(secret, modulus).toByteArray();
        byte[] signature = new byte[RSA_BYTES];
        int length = Math.min(signed.length, RSA_BYTES);
        System.arraycopy(signed, signed.length - length, signature, RSA_BYTES - length, length);
        return RSA_HEAD
                + ".Zm9v."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
