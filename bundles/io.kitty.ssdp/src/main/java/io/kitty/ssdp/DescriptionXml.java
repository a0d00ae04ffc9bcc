// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

/**
 * What a server answered.
 *
 * @param from where it was fetched from in the end
 * @param bytes the document, unpacked, or as much of it as came
 * @param charset the encoding that the server names; {@code ""} where it does not
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record DescriptionXml(DescriptionUrl from, byte[] bytes, String charset) {}
