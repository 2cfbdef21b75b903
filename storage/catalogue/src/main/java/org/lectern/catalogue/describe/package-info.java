/** What stands beside the video of publications: made by workers, shown and searched by the API. */
@NullMarked
package org.lectern.catalogue.describe;

import org.jspecify.annotations.NullMarked;
