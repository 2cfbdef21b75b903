package org.lectern.catalogue.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lectern.model.GapReason;
import org.lectern.model.IncidentKind;

class TrackFiguresTest {
    private static final long MINUTE = 60_000_000;

    private static TrackFigures figures(long recordedUs, long gapUs, long startUpUs, long uploadedUs, long slatedUs) {
        return new TrackFigures(
                true,
                MINUTE,
                recordedUs,
                gapUs,
                startUpUs,
                gapUs > 0 ? Set.of(GapReason.DEVICE_LOST) : Set.of(),
                uploadedUs,
                MINUTE,
                MINUTE - slatedUs,
                slatedUs);
    }

    @Test
    void allAgrees_isComplete() {
        assertThat(figures(MINUTE, 0, 0, MINUTE, 0).findings()).isEmpty();
    }

    @Test
    void momentTheDeviceTookToAnswer_isComplete() {
        assertThat(figures(MINUTE - 900_000, 900_000, 900_000, MINUTE - 900_000, 0)
                        .findings())
                .isEmpty();
    }

    @Test
    void deviceThatCameLate_isAGapButForTheMargin() {
        assertThat(figures(MINUTE - 20_000_000, 20_000_000, 20_000_000, MINUTE - 20_000_000, 0)
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(IncidentKind.GAPS);
                    assertThat(finding.lostUs()).isEqualTo(18_000_000);
                });
    }

    @Test
    void gapInTheMiddle_isToldWithItsReason() {
        assertThat(figures(MINUTE - 7_000_000, 7_000_000, 0, MINUTE - 7_000_000, 0)
                        .findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.detail()).isEqualTo("7.0 s of 60.0 s are missing: the device went away."));
    }

    @Test
    void secondsThatNobodyAccountsFor_areCutShort() {
        assertThat(figures(MINUTE - 10_000_000, 0, 0, MINUTE - 10_000_000, 0).findings())
                .extracting(TrackFigures.Finding::kind)
                .containsExactly(IncidentKind.CUT_SHORT);
    }

    @Test
    void mediaThatIsNotInTheStore_isToldApartFromMediaThatIsLost() {
        assertThat(figures(MINUTE, 0, 0, MINUTE - 12_000_000, 0).findings())
                .extracting(TrackFigures.Finding::kind)
                .containsExactly(IncidentKind.NOT_UPLOADED);
    }

    @Test
    void slateInPlaceOfMedia_isDamaged() {
        assertThat(figures(MINUTE, 0, 0, MINUTE, 12_000_000).findings())
                .extracting(TrackFigures.Finding::kind)
                .containsExactly(IncidentKind.DAMAGED);
    }
}
