// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

/** The tags of IPP's binary encoding (RFC 8010, section 3.5). */
final class Tag {

  static final int OPERATION_ATTRIBUTES = 0x01;
  static final int END = 0x03;
  static final int PRINTER_ATTRIBUTES = 0x04;

  /** Tags below this begin a group of attributes, others a value. */
  static final int FIRST_VALUE = 0x10;

  static final int INTEGER = 0x21;
  static final int ENUM = 0x23;
  static final int BEGIN_COLLECTION = 0x34;
  static final int TEXT_WITH_LANGUAGE = 0x35;
  static final int NAME_WITH_LANGUAGE = 0x36;
  static final int END_COLLECTION = 0x37;
  static final int TEXT = 0x41;
  static final int NAME = 0x42;
  static final int KEYWORD = 0x44;
  static final int URI = 0x45;
  static final int CHARSET = 0x47;
  static final int NATURAL_LANGUAGE = 0x48;

  private Tag() {}
}
