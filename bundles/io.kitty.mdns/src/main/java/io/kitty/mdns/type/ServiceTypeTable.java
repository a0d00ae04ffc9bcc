// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.type;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The known service types: their rank, and their TXT keys. The types of the table are queried by
 * name, as not every responder answers the query for the existing types.
 */
public final class ServiceTypeTable {

  /**
   * A service type.
   *
   * @param rank the lower, the more it counts for the device as a whole
   * @param kind the kind of device that has it; {@code ""}: any
   * @param named whether the instance is named after the device
   * @param namespace the scope of its serial numbers
   * @param keys the TXT keys of each field, first choice first
   */
  public record Entry(
      int rank, String kind, boolean named, String namespace, Map<TxtField, List<String>> keys) {

    /** Returns the TXT keys of a field, first choice first. */
    public List<String> keys(TxtField field) {
      return keys.getOrDefault(field, List.of());
    }
  }

  /**
   * One type a line, the lowest rank first: the type; the kind of device ({@code -}: any); whether
   * the instance is named after the device; then FIELD=key, alternatives separated by a bar.
   * {@code @tail} stands for what follows the last dash or underscore of the instance's name,
   * {@code @bracket} for what is in square brackets there. SERIAL.space sets the scope of the
   * serial number.
   */
  private static final String TABLE =
      """
      _snapmaker._tcp      snapmaker named NAME=device_name MODEL=machine_type FIRMWARE=version SERIAL.snapmaker=sn IP=ip
      _ultimaker._tcp      printer   named NAME=name CODE=machine FIRMWARE=firmware_version MAC=@tail
      _prusalink._tcp      printer   named PATH=path
      _octoprint._tcp      printer   named UUID=uuid VENDOR=vendor MODEL=model PATH=path
      _moonraker._tcp      printer   named UUID=uuid
      _ipp._tcp            printer   named UUID=uuid VENDOR=usb_MFG|mfg MODEL=ty|usb_MDL|mdl RESOURCE=rp LOCATION=note PAGE=adminurl
      _ipps._tcp           printer   named UUID=uuid VENDOR=usb_MFG|mfg MODEL=ty|usb_MDL|mdl RESOURCE=rp LOCATION=note PAGE=adminurl
      _printer._tcp        printer   named UUID=uuid VENDOR=usb_MFG|mfg MODEL=ty|usb_MDL|mdl RESOURCE=rp LOCATION=note PAGE=adminurl
      _pdl-datastream._tcp printer   named UUID=uuid VENDOR=usb_MFG|mfg MODEL=ty|usb_MDL|mdl LOCATION=note PAGE=adminurl
      _formlabs_formule._tcp printer named
      _uscan._tcp          -         named UUID=uuid VENDOR=mfg MODEL=ty|mdl LOCATION=note PAGE=adminurl
      _uscans._tcp         -         named UUID=uuid VENDOR=mfg MODEL=ty|mdl LOCATION=note PAGE=adminurl
      _scanner._tcp        -         named UUID=uuid VENDOR=mfg MODEL=ty|mdl LOCATION=note PAGE=adminurl
      _esphomelib._tcp     -         named NAME=friendly_name MODEL=board FIRMWARE=version MAC=mac
      _wled._tcp           -         named MAC=mac
      _shelly._tcp         -         named MODEL=app FIRMWARE=ver MAC=@tail
      _hue._tcp            -         named EUI64=bridgeid MODEL=modelid
      _ewelink._tcp        -         named SERIAL.ewelink=id ID=id TYPE=type READING=seq|iv|data1|data2|data3|data4
      _sonos._tcp          -         -     LOCATION=room READING=bootseq|mdnssequence
      _googlecast._tcp     -         -     NAME=fn MODEL=md UUID=id READING=rs|st
      _airplay._tcp        -         named MODEL=model FIRMWARE=srcvers MAC=deviceid
      _raop._tcp           -         -     MODEL=am
      _qdiscover._tcp      -         named MODEL=displayModel|model FIRMWARE=fwVer READING=fwBuildNum
      _home-assistant._tcp -         -     NAME=location_name UUID=uuid FIRMWARE=version PAGE=internal_url
      _meshcop._udp        -         -     VENDOR=vn MODEL=mn BYTES=xp|xa|at|pt|sb|sq|bb|id|dd|omr|vo|ci
      _trel._udp           -         -     BYTES=xp|xa
      _matter._tcp         -         -
      _matterc._udp        -         -     NAME=dn
      _hap._tcp            -         named MODEL=md READING=s#|c#
      _http._tcp           -         named MODEL=product FIRMWARE=version PATH=path
      _https._tcp          -         named
      _mqtt._tcp           -         -
      _smb._tcp            -         -
      _nfs._tcp            -         -
      _adisk._tcp          -         -
      _rfb._tcp            -         -
      _ssh._tcp            -         -
      _sftp-ssh._tcp       -         -
      _ftp._tcp            -         -
      _telnet._tcp         -         -
      _workstation._tcp    -         -     MAC=@bracket
      _printer._udp        -         named
      """;

  /**
   * Creality's type holds the serial number of its device: {@code _Creality-8489732806DBD5._udp}.
   */
  private static final String CREALITY = "_creality-";

  private static final Entry CREALITY_ENTRY =
      new Entry(0, "printer", false, "creality", Map.of(TxtField.SERIAL, List.of("@type")));

  private static final Map<String, Entry> ENTRIES = read(TABLE);

  private static final Entry UNKNOWN = new Entry(Integer.MAX_VALUE, "", false, "", Map.of());

  private ServiceTypeTable() {}

  /** Returns the types to query by name. */
  public static List<String> types() {
    return List.copyOf(ENTRIES.keySet());
  }

  /** Returns the entry of a type in lower case. */
  public static Entry of(String type) {
    return type.startsWith(CREALITY) ? CREALITY_ENTRY : ENTRIES.getOrDefault(type, UNKNOWN);
  }

  /** Returns the TXT keys with binary values of a service. */
  public static List<String> bytesOf(DnsName service) {
    return ServiceInstanceName.of(service)
        .map(name -> of(name.type()).keys(TxtField.BYTES))
        .orElse(List.of());
  }

  private static Map<String, Entry> read(String table) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String line : table.lines().toList()) {
      String[] words = line.split(" +", -1);
      String namespace = "";
      Map<TxtField, List<String>> keys = new EnumMap<>(TxtField.class);
      for (int i = 3; i < words.length; i++) {
        String[] field = words[i].split("=", 2);
        String[] name = field[0].split("\\.", 2);
        namespace = name.length > 1 ? name[1] : namespace;
        keys.put(TxtField.valueOf(name[0]), new ArrayList<>(List.of(field[1].split("\\|"))));
      }
      entries.put(
          words[0],
          new Entry(
              entries.size() + 1,
              words[1].equals("-") ? "" : words[1],
              words[2].equals("named"),
              namespace,
              keys));
    }
    return entries;
  }
}
