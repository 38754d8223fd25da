package io.coursepulse.enrich;

/**
 * The visitor's client program and device.
 *
 * @param name the program: one of the data file {@code clients.txt} or of this class's constants; letters, digits and
 *     hyphens only, so that it can be part of a row key
 * @param device the kind of device, as Yauaa names it: {@code Desktop}, {@code Phone}, {@code Tablet}, ...
 * @param robot whether it is a robot
 */
public record Client(String name, String device, boolean robot) {

    /** The name of programs that are not in the data file. */
    public static final String OTHER = "Other";

    /** The name of all robots. */
    public static final String ROBOT = "Robot";

    /** A user agent that is too long to be parsed. */
    public static final Client TOO_LONG = new Client(OTHER, "Unknown", false);

    /** No user agent. */
    public static final Client UNKNOWN = new Client("Unknown", "Unknown", false);

    /** The kind of device that is counted. */
    public DeviceKind kind() {
        return robot ? DeviceKind.ROBOT : DeviceKind.ofClass(device);
    }
}
