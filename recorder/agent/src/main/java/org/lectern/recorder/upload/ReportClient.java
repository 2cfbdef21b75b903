package org.lectern.recorder.upload;

import java.io.IOException;
import java.util.UUID;
import org.lectern.model.control.CaptureReport;

/** How a report gets to the server. */
public interface ReportClient {
    /**
     * Sends a report.
     *
     * @throws IOException if it did not get there, or was not accepted
     */
    CaptureReport.Accepted send(UUID captureId, CaptureReport report) throws IOException, InterruptedException;
}
