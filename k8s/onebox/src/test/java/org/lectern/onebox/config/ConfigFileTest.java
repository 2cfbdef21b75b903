package org.lectern.onebox.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.model.DeviceRole;
import org.lectern.model.LecternException;
import org.lectern.onebox.config.LecternConfig.App;

class ConfigFileTest {
    @Test
    void reference_asItIs_hasAllDefaults() {
        LecternConfig config = ConfigFile.parse("reference", ConfigFile.reference());
        assertThat(config).isEqualTo(LecternConfig.defaults(Path.of("data")));
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.apps()).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(App.class));
    }

    @Test
    void reference_withEverySettingTaken_parses() {
        LecternConfig config = ConfigFile.parse("reference", uncommented());
        assertThat(config.postgres().url()).isEqualTo("jdbc:postgresql://db.example.org:5432/lectern");
        assertThat(config.s3().accessKey()).isEqualTo("key");
        assertThat(config.rooms())
                .singleElement()
                .satisfies(room -> assertThat(room.devices())
                        .extracting(LecternConfig.Device::role)
                        .containsExactly(DeviceRole.PRESENTER, DeviceRole.SLIDES));
    }

    @Test
    void reference_showsTheDefaultsThatCount() {
        LecternConfig shown = ConfigFile.parse("reference", uncommented());
        LecternConfig defaults = LecternConfig.defaults(Path.of("data"));
        assertThat(shown.http()).isEqualTo(defaults.http());
        assertThat(shown.memoryMb()).isEqualTo(defaults.memoryMb());
        assertThat(shown.transcoder()).isEqualTo(defaults.transcoder());
        assertThat(shown.apps()).isEqualTo(defaults.apps());
        assertThat(shown.rehearsal()).isEqualTo(defaults.rehearsal());
        assertThat(shown.webhook()).isEqualTo(defaults.webhook());
        assertThat(shown.schedule().leadInMinutes())
                .isEqualTo(defaults.schedule().leadInMinutes());
        assertThat(shown.schedule().leadOutMinutes())
                .isEqualTo(defaults.schedule().leadOutMinutes());
        assertThat(shown.agent().name()).isEqualTo(defaults.agent().name());
    }

    @Test
    void reference_listsEverySetting() {
        Set<String> listed = Pattern.compile("^#?[ -]*([a-z0-9-]+):", Pattern.MULTILINE)
                .matcher(ConfigFile.reference())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(settingsOf(LecternConfig.class));
    }

    @ParameterizedTest
    @CsvSource({"05:00, 05:00", "'\"23:30\"', 23:30", "off, off"})
    void timeOfDay_needsNoQuotationMarks(String written, String read) {
        assertThat(ConfigFile.parse("test", "rehearsal: {at: %s}".formatted(written))
                        .rehearsal()
                        .at())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: x\\nhtpp:\\n  port: 1             | test, line 2: there is no setting \"htpp\"",
                "http:\\n  port: eighty                  | test, line 2: \"eighty\" is not a value for http.port",
                "apps: [recorder, printer]               | \"printer\" is not one of vod-api, transcoder, recorder",
                "http: {port: 70000}                     | http.port must be between 1 and 65535",
                "http:\\n  - 1                           | line 2: http is not written as it should be",
                "data: a\\ndata: b                       | line 2: Duplicate field 'data'",
                "data: [                                 | test, line 1",
                "postgres: {url: 'jdbc:postgresql://x/y'} | Postgres needs username. Postgres needs password.",
                "apps: [recorder]                        | A machine with a recorder and no vod-api needs server.",
                "rooms: [{name: A, devices: [{name: Cam, role: slides, url: 'http://x'}]}] | A, device Cam: Over http:// only HLS is recorded",
                "rehearsal: {at: 5 o'clock}              | rehearsal.at is \"5 o'clock\"; write a time of day like \"05:00\"",
                "schedule: {zone: Berlin}                | schedule.zone is \"Berlin\"; write a time zone like",
                "schedule: {lead-in-minutes: 500}        | must be between 0 and 120",
                "rehearsal: {window-minutes: 1}          | rehearsal.window-minutes must be between 5 and 1380",
                "webhook: {allow: [localhost]}           | webhook.allow has \"localhost\"",
                "rooms: [{devices: []}]                  | A room needs name.",
            })
    void mistake_isNamedWithItsLine(String yaml, String message) {
        assertThatThrownBy(() -> ConfigFile.parse("test", yaml.replace("\\n", "\n")))
                .isInstanceOf(LecternException.class)
                .hasMessageContaining(message);
    }

    @Test
    void mistakeInADevice_doesNotShowItsPassword() {
        assertThatThrownBy(() -> ConfigFile.parse(
                        "test", "rooms: [{name: A, devices: [{name: Cam, role: slides, url: 'http://u:hunter2@x'}]}]"))
                .hasMessageNotContaining("hunter2");
    }

    /** Settings begin with "#" and no space, or with more than one; prose with exactly one. */
    private static String uncommented() {
        return ConfigFile.reference()
                .lines()
                .map(line -> line.matches("#([a-z].*| {2,}.*)") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> settingsOf(Class<?> type) {
        var settings = new TreeSet<String>();
        var kebab = new PropertyNamingStrategies.KebabCaseStrategy();
        for (RecordComponent component : type.getRecordComponents()) {
            settings.add(kebab.translate(component.getName()));
            Class<?> inner = component.getGenericType() instanceof ParameterizedType list
                    ? (Class<?>) list.getActualTypeArguments()[0]
                    : component.getType();
            if (inner.isRecord()) {
                settings.addAll(settingsOf(inner));
            }
        }
        return settings;
    }
}
