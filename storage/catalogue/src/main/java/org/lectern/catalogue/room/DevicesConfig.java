package org.lectern.catalogue.room;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import org.lectern.model.DevicePolicy;

/** Which device addresses may be saved: properties {@code lectern.devices.…}, the same as the recorder's. */
@ConfigMapping(prefix = "lectern.devices")
public interface DevicesConfig {
    /** Networks that devices may be in, separated by commas. */
    @WithDefault(DevicePolicy.USUAL_NETWORKS)
    String networks();

    /** Schemes of device addresses that may be used, separated by commas. */
    @WithDefault(DevicePolicy.USUAL_SCHEMES)
    String schemes();

    /** Folder of the recorders below which files may be replayed; none where it is not set. */
    Optional<Path> files();

    /** As it is checked. */
    default DevicePolicy policy() {
        return DevicePolicy.of(networks(), schemes(), files().orElse(null));
    }
}
