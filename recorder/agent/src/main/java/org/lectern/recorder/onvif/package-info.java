/** Finds cameras on the network and asks them for their streams (ONVIF Core and Media). */
@NullMarked
package org.lectern.recorder.onvif;

import org.jspecify.annotations.NullMarked;
