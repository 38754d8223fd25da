package io.coursepulse.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import net.dreamlu.mica.ip2region.core.Searcher;
import nl.basjes.parse.useragent.Version;

/** The versions of the data that regions, clients, devices, search engines and robots are recognized by. */
public final class EnrichmentData {

    private EnrichmentData() {}

    /**
     * What each kind of data is, in a form that changes whenever the data does: of files, the first 16 hexadecimal digits
     * of their SHA-256. Reads all files, some 15 MB.
     */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("regions of IPv4", sha256(Searcher.class, Regions.IPV4_DATA));
        versions.put("regions of IPv6", sha256(Searcher.class, Regions.IPV6_DATA));
        versions.put("region codes", sha256(DataFile.class, RegionCodes.FILE));
        versions.put("user agents", Version.PROJECT_VERSION);
        versions.put("client names", sha256(DataFile.class, Clients.FILE));
        versions.put("search engines", sha256(DataFile.class, SearchEngines.FILE));
        return versions;
    }

    private static String sha256(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
