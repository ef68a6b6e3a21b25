namespace MlpGen.Evolution;

/// <summary>Computes the loss of one member of a search.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="member">Its parameters.</param>
/// <returns>Smaller is better; NaN for a member that failed.</returns>
public delegate double MemberLoss<T>(ReadOnlySpan<T> member);

/// <summary>Computes the losses of all members of a generation.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="members">K rows of P.</param>
/// <param name="losses">To be overwritten, in the order of the members: smaller is better; NaN for a member that failed.</param>
public delegate void MemberLosses<T>(ReadOnlySpan<T> members, Span<double> losses);
