@NullMarked
package org.lectern.model;

import org.jspecify.annotations.NullMarked;
