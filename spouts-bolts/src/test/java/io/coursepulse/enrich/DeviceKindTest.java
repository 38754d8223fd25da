package io.coursepulse.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import nl.basjes.parse.useragent.classify.DeviceClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceKindTest {

    @ParameterizedTest
    @CsvSource({
        "Desktop, Desktop",
        "Phone, Phone",
        "Mobile, Phone",
        "Tablet, Tablet",
        "TV, TV",
        "Set-top box, TV",
        "Robot Mobile, Robot",
        "Game Console, Other",
        "Smart Display, Other",
        "something new, Other",
        "Anonymized, Unknown",
        "Unknown, Unknown",
    })
    void mapsDeviceClassToKind(String device, String kind) {
        assertThat(DeviceKind.ofClass(device).label()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsAValidRowKeyPart(DeviceKind kind) {
        assertThat(kind.label()).matches("[A-Za-z]{1,32}");
    }

    /** A release of Yauaa that renames a class would silently count it as other. */
    @Test
    void unmappedDeviceClassesAreOther() {
        List<DeviceClass> others = new ArrayList<>();
        for (DeviceClass device : DeviceClass.values()) {
            if (DeviceKind.ofClass(device.getValue()) == DeviceKind.OTHER) {
                others.add(device);
            }
        }
        assertThat(others)
                .containsExactlyInAnyOrder(
                        DeviceClass.WATCH,
                        DeviceClass.AUGMENTED_REALITY,
                        DeviceClass.VIRTUAL_REALITY,
                        DeviceClass.E_READER,
                        DeviceClass.GAME_CONSOLE,
                        DeviceClass.HANDHELD_GAME_CONSOLE,
                        DeviceClass.HOME_APPLIANCE,
                        DeviceClass.VOICE,
                        DeviceClass.SMART_DISPLAY,
                        DeviceClass.CAR,
                        DeviceClass.CLOUD,
                        DeviceClass.HACKER);
    }

    @Test
    void robotIsRobotOnAnyDevice() {
        assertThat(new Client(Client.ROBOT, "Desktop", true).kind()).isEqualTo(DeviceKind.ROBOT);
        assertThat(Client.TOO_LONG.kind()).isEqualTo(DeviceKind.UNKNOWN);
        assertThat(Client.UNKNOWN.kind()).isEqualTo(DeviceKind.UNKNOWN);
    }
}
