package io.coursepulse.enrich;

import java.util.HashMap;
import java.util.Map;

/**
 * The ISO 3166 codes of the names that ip2region's data has for countries and China's provinces. They stand in the data
 * file {@code regions.txt} beside this class: a JDK's own names differ from one release to the next, and the same line is
 * always to be counted alike. Immutable.
 */
public final class RegionCodes {

    /** The code for no region: private addresses, host names, addresses that are nobody's or a whole continent's. */
    public static final String NONE = "ZZ";

    private static final String CHINA = "\u4e2d\u56fd";
    private static final String SUFFIXES_OF_PROVINCES = "\u7701\u5e02\u533a";

    private final Map<String, String> codes = new HashMap<>();

    private RegionCodes() {}

    /** The names of the data file. */
    public static RegionCodes load() {
        RegionCodes names = new RegionCodes();
        for (String[] row : DataFile.rows("regions.txt", "\t")) {
            for (int i = 1; i < row.length; i++) {
                names.codes.put(row[i], row[0]);
            }
        }
        return names;
    }

    /**
     * The code of a region.
     *
     * @param country as the data has it; the IPv6 data writes a territory behind its state and a blank
     * @param province as the data has it, {@code "0"}, empty or null when it has none
     * @return {@code CN-GD} and the like in China, {@code CN} if the province is unknown; otherwise the country; or {@link
     *     #NONE}
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
