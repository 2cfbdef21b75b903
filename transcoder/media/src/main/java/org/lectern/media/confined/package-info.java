/**
 * A child process that decodes what strangers have sent: without files, without a network, with bounded
 * memory and time. It talks to its parent through two pipes only, and the parent believes none of it.
 */
@NullMarked
package org.lectern.media.confined;

import org.jspecify.annotations.NullMarked;
