package io.coursepulse.enrich;

/** The kinds of device that are counted: few, and the one place where Yauaa's classes become them. */
public enum DeviceKind {
    DESKTOP("Desktop"),

    /** Also what Yauaa calls mobile without knowing more, which is a phone as a rule. */
    PHONE("Phone"),

    TABLET("Tablet"),

    /** With set-top boxes. */
    TV("TV"),

    /** A robot on whatever it says it runs on; counted only where robots are. */
    ROBOT("Robot"),

    /** Game consoles, watches, cars, e-readers and whatever Yauaa will know of next. */
    OTHER("Other"),

    /** The user agent does not say. */
    UNKNOWN("Unknown");

    private final String label;

    DeviceKind(String label) {
        this.label = label;
    }

    /** Its name in a row key. */
    public String label() {
        return label;
    }

    /** The kind of a device class as Yauaa names it. */
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
