package io.coursepulse.enrich;

/** The kinds of device that are counted, and the mapping from Yauaa's device classes. */
public enum DeviceKind {
    DESKTOP("Desktop"),

    /** Also Yauaa's unspecific class "Mobile", which usually is a phone. */
    PHONE("Phone"),

    TABLET("Tablet"),

    /** Includes set-top boxes. */
    TV("TV"),

    /** A robot, whatever device it claims; counted only if robots are. */
    ROBOT("Robot"),

    /** Game consoles, watches, cars, e-readers and classes that future versions of Yauaa may add. */
    OTHER("Other"),

    /** The user agent does not say. */
    UNKNOWN("Unknown");

    private final String label;

    DeviceKind(String label) {
        this.label = label;
    }

    /** The name in row keys. */
    public String label() {
        return label;
    }

    /** The kind of one of Yauaa's device classes. */
    static DeviceKind ofClass(String device) {
        return switch (device) {
            case "Desktop" -> DESKTOP;
            case "Phone", "Mobile" -> PHONE;
            case "Tablet" -> TABLET;
            case "TV", "Set-top box" -> TV;
            case "Robot", "Robot Mobile", "Robot Imitator" -> ROBOT;
            case "Unknown", "Unclassified", "Anonymized" -> UNKNOWN;
            default -> OTHER;
        };
    }
}
