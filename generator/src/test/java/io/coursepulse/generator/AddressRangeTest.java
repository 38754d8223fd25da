package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({"113.64.0.0/11,32", "66.249.64.0/19,32", "73.0.0.0/8,32", "2409:8a00::/24,128", "2601::/20,128"})
    void drawsAddressesFromTheNetworkOnly(String cidr, int bits) throws UnknownHostException {
        AddressRange range = AddressRange.of(cidr);
        SplittableRandom random = new SplittableRandom(3);
        BigInteger network = new BigInteger(1, range.network());
        BigInteger seen = BigInteger.ZERO;

        for (int i = 0; i < 2_000; i++) {
            byte[] drawn = InetAddress.getByName(range.draw(random)).getAddress();
            assertThat(drawn).hasSize(bits / 8);
            BigInteger difference = new BigInteger(1, drawn).xor(network);
            assertThat(difference.bitLength()).isLessThanOrEqualTo(bits - range.prefix());
            seen = seen.or(difference);
        }
        assertThat(seen.bitCount()).as("every free bit is used").isEqualTo(bits - range.prefix());
    }
}
