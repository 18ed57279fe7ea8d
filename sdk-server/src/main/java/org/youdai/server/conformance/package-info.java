/**
 * Runs published test vectors through the SDK's own code. The one place outside sdk-core that uses
 * its internal packages, because what is to be shown is how they behave.
 */
@NullMarked
package org.youdai.server.conformance;

import org.jspecify.annotations.NullMarked;
