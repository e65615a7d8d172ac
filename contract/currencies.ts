/**
 * The currencies that people can pay with, by how many digits their minor unit has (2: cents of a euro; 0: a yen has none).
 * Source: ISO 4217, list one of its maintenance agency (SIX), as published on 2024-06-25, and its amendments up to
 * 2026-01-01: XCG has come for ANG; BGN and CUC are gone. Left out is what nobody pays with: funds and units of account
 * (CHE, CLF, USN, XDR), metals (XAU), and the codes for tests and for no currency (XTS, XXX).
 */
const codesByDigits: Readonly<Record<number, string>> = {
  0: `
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF`,
  2: `
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
    CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE
    SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR
    ZMW ZWG`,
  3: `
    BHD IQD JOD KWD LYD OMR TND`,
};

/** Digits of the minor unit by code, such as `minorUnitDigits.get('EUR') === 2`. */
export const minorUnitDigits: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByDigits).flatMap(([digits, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => [code, Number(digits)] as const),
  ),
);
