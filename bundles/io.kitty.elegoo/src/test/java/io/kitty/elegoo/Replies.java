// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import java.nio.charset.StandardCharsets;

/** Printers' replies, one of each form. */
final class Replies {

  static final byte[] V3 =
      bytes(
          "{'Id':'a1','Data':{'Name':'Lathe','MachineName':'Centauri Carbon','BrandName':'ELEGOO',"
              + "'MainboardIP':'192.0.2.9','MainboardID':'00aa11bb22cc33dd','ProtocolVersion':'V3.0.0',"
              + "'FirmwareVersion':'V1.2.3'}}");

  static final byte[] V1 = v1(1, "192.0.2.9");

  static final byte[] CC2 =
      bytes(
          "{'id':0,'result':{'host_name':'Twin','machine_model':'Centauri Carbon 2',"
              + "'sn':'CC2Z9','token_status':1,'lan_status':0}}");

  private Replies() {}

  static byte[] v1(int status, String claim) {
    return v1(
        status, "{'Status':3,'CurrentLayer':7,'TotalLayer':250,'Filename':'vase.goo'}", claim);
  }

  static byte[] v1(int status, String print, String claim) {
    return bytes(
        "{'Id':'b2','Data':{'Attributes':{'Name':'Vat','MachineName':'ELEGOO Mars 4',"
            + "'ProtocolVersion':'V1.0.0','FirmwareVersion':'V1.0.1','MainboardIP':'"
            + claim
            + "','MainboardID':'FEDC9876'},'Status':{'CurrentStatus':"
            + status
            + ",'PrintInfo':"
            + print
            + "}}}");
  }

  static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
