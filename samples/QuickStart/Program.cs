using System.Text;
using QuickStart;

Console.OutputEncoding = Encoding.UTF8;

// Each stop of the tour is a file of its name beside this one; Networks.cs declares the networks.
ForwardPass.Run();
BackwardPass.Run();
XorGiven.Run();
XorLearned.Run();
Digits.Run();
GeneratedFiles.Run();
