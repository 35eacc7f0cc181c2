// Deploys every example in one stack; each file is also a program of its own.
import "./sip-trunk";
import "./sip-endpoint";
import "./access-control-list";
import "./ip-range";
import "./credential-list";
import "./trunk-access-control-list";
import "./trunk-credential-list";
import "./call-blocking-rule";
import "./country-permission";
import "./phone-number-assignment";
import "./project";
import "./functions";
import "./provider";
