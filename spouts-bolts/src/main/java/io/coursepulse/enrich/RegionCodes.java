package io.coursepulse.enrich;

import java.util.HashMap;
import java.util.Map;

/**
 * Maps ip2region's names of countries and of China's provinces to ISO 3166 codes. The names are in the data file {@code
 * regions.txt} next to this class: the JDK's own names differ between releases, and the same line must always be
 * counted the same. Immutable.
 */
public final class RegionCodes {

    static final String FILE = "regions.txt";

    /** The code for no region: private addresses, host names, unassigned addresses and those of a whole continent. */
    public static final String NONE = "ZZ";

    private static final String CHINA = "\u4e2d\u56fd";
    private static final String SUFFIXES_OF_PROVINCES = "\u7701\u5e02\u533a";

    private final Map<String, String> codes = new HashMap<>();

    private RegionCodes() {}

    /** Reads the data file. */
    public static RegionCodes load() {
        RegionCodes names = new RegionCodes();
        for (String[] row : DataFile.rows(FILE, "\t")) {
            for (int i = 1; i < row.length; i++) {
                names.codes.put(row[i], row[0]);
            }
        }
        return names;
    }

    /**
     * The code of a region.
     *
     * @param country the name in ip2region's data; the IPv6 data appends a territory to its state after a space
     * @param province the name in ip2region's data; {@code "0"}, empty or null if it has none
     * @return in China a province such as {@code CN-GD}, or {@code CN} if it is unknown; otherwise the country, or
     *     {@link #NONE}
     */
    public String code(String country, String province) {
        String territory = country.substring(country.lastIndexOf(' ') + 1);
        if (territory.equals(CHINA)) {
            return codes.getOrDefault(plain(province == null ? "" : province), "CN");
        }
        return country.startsWith(CHINA)
                ? codes.getOrDefault(plain(territory), "CN")
                : codes.getOrDefault(territory, NONE);
    }

    private static String plain(String province) {
        int last = province.length() - 1;
        boolean suffix = last > 0 && SUFFIXES_OF_PROVINCES.indexOf(province.charAt(last)) >= 0;
        return suffix ? province.substring(0, last) : province;
    }
}
